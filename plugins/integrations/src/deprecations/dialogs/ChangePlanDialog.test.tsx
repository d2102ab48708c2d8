import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { testContract } from '../../contracts/testContracts';
import { queryClient } from '../../shared/queries';
import { testEnding, testEndingSummary } from '../testEndings';
import { ChangePlanDialog } from './ChangePlanDialog';
import { WithdrawDialog } from './WithdrawDialog';
import { instantOf, renderDialog } from './__testUtils__/renderDialog';

const contract = { registry: 'events', subject: 'orders' };
const ending = testEndingSummary({
  subject: { kind: 'version', contract, version: '1.0.0' },
  replacement: { kind: 'version', contract, version: '2.0.0' },
  note: 'Call v2.',
});

describe('ChangePlanDialog', () => {
  afterEach(() => queryClient.clear());

  it('begins with the plan as it is, and sends the changed date with the rest of it', async () => {
    const changeEnding = jest.fn(async () => testEnding());
    const onClose = jest.fn();
    renderDialog(
      <ChangePlanDialog ending={ending} onClose={onClose} />,
      { changeEnding },
      { contracts: { getContract: async () => testContract('orders') } },
    );
    const dialog = within(await screen.findByRole('dialog'));
    const date = dialog.getByLabelText('End date (sunset)');
    await userEvent.clear(date);
    await userEvent.type(date, '2027-03-31T12:00');
    await userEvent.click(dialog.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(changeEnding).toHaveBeenCalledWith(7, {
      sunsetAt: instantOf('2027-03-31T12:00'),
      replacement: { kind: 'version', contract, version: '2.0.0' },
      note: 'Call v2.',
    });
  });
});

describe('WithdrawDialog', () => {
  afterEach(() => queryClient.clear());

  it('takes an ending back only with a reason', async () => {
    const withdrawEnding = jest.fn(async () => testEnding());
    const onClose = jest.fn();
    renderDialog(<WithdrawDialog ending={ending} onClose={onClose} />, {
      withdrawEnding,
    });
    const dialog = within(await screen.findByRole('dialog'));
    const button = dialog.getByRole('button', { name: 'Take it back' });
    expect(button).toBeDisabled();
    await userEvent.type(dialog.getByRole('textbox'), 'v2 is late');
    await userEvent.click(button);
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(withdrawEnding).toHaveBeenCalledWith(7, 'v2 is late');
  });
});
