import { screen, within } from '@testing-library/react';
import { PublishDialog } from './PublishDialog';
import { renderContracts } from './__testUtils__/renderContracts';
import { testVerdict, testViolation } from './testContracts';

describe('PublishDialog for somebody who may not override', () => {
  it('shows the verdict, and why they can’t publish all the same', async () => {
    renderContracts(
      <PublishDialog
        contract={{ registry: 'events', subject: 'orders' }}
        verdict={testVerdict(
          Array.from({ length: 7 }, (_, index) =>
            testViolation({ message: `Reason ${index + 1}` }),
          ),
        )}
        isPending={false}
        onPublish={() => {}}
        onClose={() => {}}
      />,
      {},
      { denied: ['integration.contract.override'] },
    );
    const dialog = await screen.findByRole('dialog');
    expect(
      await within(dialog).findByText(
        /You need the permission integration\.contract\.override/,
      ),
    ).toBeVisible();
    expect(within(dialog).getByText('Reason 5')).toBeVisible();
    expect(within(dialog).getByText(/and 2 more/)).toBeVisible();
    expect(
      within(dialog).getByRole('button', { name: 'Publish all the same' }),
    ).toBeDisabled();
  });
});
