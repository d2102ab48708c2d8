import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { queryClient } from '../../shared/queries';
import { testEnding, testEndingSummary } from '../testEndings';
import { BrownoutDialog } from './BrownoutDialog';
import { instantOf, renderDialog } from './__testUtils__/renderDialog';

describe('BrownoutDialog', () => {
  afterEach(() => queryClient.clear());

  it('plans an outage from its begin and its length in minutes, neither of which may be missing', async () => {
    const planBrownout = jest.fn(async () => testEnding());
    renderDialog(
      <BrownoutDialog ending={testEndingSummary()} onClose={() => {}} />,
      { planBrownout },
    );
    const dialog = within(await screen.findByRole('dialog'));
    const button = dialog.getByRole('button', { name: /^Plan it/ });
    expect(button).toBeDisabled();
    await userEvent.type(dialog.getByLabelText('Begins'), '2026-12-01T22:30');
    const length = dialog.getByLabelText('Lasts, in minutes');
    await userEvent.clear(length);
    expect(dialog.getByText('Still missing: how long it lasts.')).toBeVisible();
    await userEvent.type(length, '45');
    await userEvent.click(button);
    await waitFor(() =>
      expect(planBrownout).toHaveBeenCalledWith(7, {
        startsAt: instantOf('2026-12-01T22:30'),
        endsAt: instantOf('2026-12-01T23:15'),
        note: undefined,
      }),
    );
  });
});
