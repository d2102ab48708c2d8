import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { queryClient } from '../../shared/queries';
import { testConsumer, testEnding, testEndingSummary } from '../testEndings';
import { ExtensionDialog } from './ExtensionDialog';
import { renderDialog } from './__testUtils__/renderDialog';

async function render(decideExtension: jest.Mock) {
  renderDialog(
    <ExtensionDialog
      ending={testEndingSummary()}
      consumer={testConsumer('finance-quarter-close', {
        id: 4,
        extension: {
          state: 'asked',
          until: '2027-01-15T00:00:00.000Z',
          reason: 'The books close on the tenth',
          askedAt: '2026-11-20T00:00:00.000Z',
          askedBy: 'user:default/jon.aalto',
        },
      })}
      onClose={() => {}}
    />,
    { decideExtension },
  );
  return within(await screen.findByRole('dialog'));
}

describe('ExtensionDialog', () => {
  afterEach(() => queryClient.clear());

  it('says who asks until when and why, and grants it without a reason', async () => {
    const decideExtension = jest.fn(async () => testEnding());
    const dialog = await render(decideExtension);
    expect(dialog.getByText('The books close on the tenth')).toBeVisible();
    await userEvent.click(
      dialog.getByRole('button', { name: /^Grant until 15 Jan/ }),
    );
    await waitFor(() =>
      expect(decideExtension).toHaveBeenCalledWith(7, 4, {
        decision: 'granted',
        reason: undefined,
      }),
    );
  });

  it('refuses it only with a reason', async () => {
    const decideExtension = jest.fn(async () => testEnding());
    const dialog = await render(decideExtension);
    await userEvent.click(dialog.getByRole('radio', { name: 'Refuse it' }));
    const button = dialog.getByRole('button', { name: 'Refuse' });
    expect(button).toBeDisabled();
    await userEvent.type(
      dialog.getByRole('textbox', { name: 'Reason' }),
      'The machine is sold',
    );
    await userEvent.click(button);
    await waitFor(() =>
      expect(decideExtension).toHaveBeenCalledWith(7, 4, {
        decision: 'refused',
        reason: 'The machine is sold',
      }),
    );
  });
});
