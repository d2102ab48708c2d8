import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  EndingSummary,
  IntegrationEndingsApi,
  RetirementVerdict,
} from '@tieline/plugin-integrations-common/contracts';
import { queryClient } from '../../shared/queries';
import { testEnding, testEndingSummary } from '../testEndings';
import { RetireDialog } from './RetireDialog';
import { renderDialog } from './__testUtils__/renderDialog';

const SAFE: RetirementVerdict = {
  answer: 'yes',
  sentence: 'Yes: nobody was seen for 82 days, and all agreed.',
  asOf: '2026-11-27T10:00:00.000Z',
  findings: [
    { kind: 'usage-data', outcome: 'holds', title: 'Usage data is fresh' },
  ],
};

const BLOCKED: RetirementVerdict = {
  answer: 'no',
  sentence: 'No: support-desk was seen 4 minutes ago.',
  asOf: '2026-11-27T10:00:00.000Z',
  findings: [
    {
      kind: 'seen',
      outcome: 'blocks',
      title: 'support-desk was seen 4 minutes ago',
      detail: '410 calls a day',
    },
  ],
};

async function render(
  facts: Partial<EndingSummary>,
  retire: IntegrationEndingsApi['retire'],
) {
  const onClose = jest.fn();
  renderDialog(
    <RetireDialog ending={testEndingSummary(facts)} onClose={onClose} />,
    { retire },
  );
  return { dialog: within(await screen.findByRole('dialog')), onClose };
}

describe('RetireDialog', () => {
  afterEach(() => queryClient.clear());

  it('retires what is safe to retire without any override', async () => {
    const retire = jest.fn(async () => testEnding());
    const { dialog, onClose } = await render({ verdict: SAFE }, retire);
    expect(dialog.getByText(SAFE.sentence)).toBeVisible();
    expect(dialog.queryByRole('textbox')).not.toBeInTheDocument();
    await userEvent.click(dialog.getByRole('button', { name: 'Retire' }));
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(retire).toHaveBeenCalledWith(7, {});
  });

  it.each(['no', 'unknown'] as const)(
    'retires all the same where the answer is %s only with a reason',
    async answer => {
      const retire = jest.fn(async () => testEnding());
      const { dialog, onClose } = await render(
        { verdict: { ...BLOCKED, answer } },
        retire,
      );
      const button = dialog.getByRole('button', {
        name: 'Retire all the same',
      });
      expect(button).toBeDisabled();
      await userEvent.type(dialog.getByRole('textbox'), '  ok ');
      expect(button).toBeDisabled();
      await userEvent.type(dialog.getByRole('textbox'), ' by the board ');
      await userEvent.click(button);
      await waitFor(() => expect(onClose).toHaveBeenCalled());
      expect(retire).toHaveBeenCalledWith(7, {
        override: { reason: 'ok  by the board' },
      });
    },
  );

  it('names every reason, and says who may override where the reader may not', async () => {
    const { dialog } = await render(
      { verdict: BLOCKED, mayOverride: false },
      async () => testEnding(),
    );
    expect(
      dialog.getByText('support-desk was seen 4 minutes ago'),
    ).toHaveTextContent('In the way: support-desk');
    expect(dialog.getByText('410 calls a day')).toBeVisible();
    const button = dialog.getByRole('button', { name: 'Retire all the same' });
    expect(button).toBeDisabled();
    expect(button).toHaveAccessibleDescription(
      /You need the permission integration\.ending\.override/,
    );
    expect(dialog.getByRole('textbox')).toBeDisabled();
  });

  it('shows the verdict of a refusal in the place of the one before, and asks for a reason then', async () => {
    const retire = async () => {
      throw Object.assign(new Error('It is not safe to retire'), {
        statusCode: 409,
        body: { verdict: BLOCKED },
      });
    };
    const { dialog, onClose } = await render({ verdict: SAFE }, retire);
    await userEvent.click(dialog.getByRole('button', { name: 'Retire' }));
    expect(await dialog.findByText(BLOCKED.sentence)).toBeVisible();
    expect(dialog.queryByText(SAFE.sentence)).not.toBeInTheDocument();
    expect(dialog.getByRole('alert')).toHaveTextContent('It was refused');
    expect(
      dialog.getByRole('button', { name: 'Retire all the same' }),
    ).toBeDisabled();
    expect(onClose).not.toHaveBeenCalled();
  });

  it('says what else failed', async () => {
    const { dialog } = await render({ verdict: SAFE }, async () => {
      throw new Error('No answer within 10 s');
    });
    await userEvent.click(dialog.getByRole('button', { name: 'Retire' }));
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      'That did not work: No answer within 10 s',
    );
  });
});
