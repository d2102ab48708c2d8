import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { IntegrationEndingsApi } from '@tieline/plugin-integrations-common/contracts';
import { queryClient } from '../../shared/queries';
import { testConsumer, testEnding, testEndingSummary } from '../testEndings';
import { AnswerDialog } from './AnswerDialog';
import { instantOf, renderDialog } from './__testUtils__/renderDialog';

async function render(answerEnding: IntegrationEndingsApi['answerEnding']) {
  const onClose = jest.fn();
  renderDialog(
    <AnswerDialog
      ending={testEndingSummary()}
      consumer={testConsumer('support-desk', { id: 3 })}
      onClose={onClose}
    />,
    { answerEnding },
  );
  const dialog = within(await screen.findByRole('dialog'));
  return {
    dialog,
    onClose,
    button: dialog.getByRole('button', { name: 'Answer' }),
  };
}

describe('AnswerDialog', () => {
  afterEach(() => queryClient.clear());

  it('acknowledges where nothing else is chosen', async () => {
    const answerEnding = jest.fn(async () => testEnding());
    const { button, onClose } = await render(answerEnding);
    await userEvent.click(button);
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(answerEnding).toHaveBeenCalledWith(7, 3, {});
  });

  it('sends the date on which it will have moved, and warns of one after the end', async () => {
    const answerEnding = jest.fn(async () => testEnding());
    const { dialog, button } = await render(answerEnding);
    await userEvent.click(
      dialog.getByRole('radio', { name: /when we will have moved/ }),
    );
    expect(button).toBeDisabled();
    const field = dialog.getByLabelText('Moved by');
    await userEvent.type(field, '2027-02-01T00:00');
    expect(dialog.getByText(/Ask for more time instead/)).toBeVisible();
    await userEvent.clear(field);
    await userEvent.type(field, '2026-12-15T00:00');
    expect(dialog.queryByText(/Ask for more time/)).not.toBeInTheDocument();
    await userEvent.click(button);
    await waitFor(() =>
      expect(answerEnding).toHaveBeenCalledWith(7, 3, {
        movesAt: instantOf('2026-12-15T00:00'),
      }),
    );
  });

  it('asks for more time only with a date and a reason, and keeps both where that is refused', async () => {
    const answerEnding = jest.fn(async () => {
      throw new Error('It has to be after the end date.');
    });
    const { dialog, button, onClose } = await render(answerEnding);
    await userEvent.click(
      dialog.getByRole('radio', { name: 'We need more time' }),
    );
    await userEvent.type(dialog.getByLabelText('Until'), '2027-01-15T00:00');
    expect(dialog.getByText('Still missing: the reason.')).toBeVisible();
    expect(button).toBeDisabled();
    const reason = dialog.getByRole('textbox', { name: 'Reason' });
    await userEvent.type(reason, 'Quarter end');
    await userEvent.click(button);
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      'It has to be after the end date.',
    );
    expect(answerEnding).toHaveBeenCalledWith(7, 3, {
      extension: {
        until: instantOf('2027-01-15T00:00'),
        reason: 'Quarter end',
      },
    });
    expect(reason).toHaveValue('Quarter end');
    expect(dialog.getByLabelText('Until')).toHaveValue('2027-01-15T00:00');
    expect(onClose).not.toHaveBeenCalled();
  });
});
