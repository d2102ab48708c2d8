import { screen, waitFor } from '@testing-library/react';
import { queryClient } from '../shared/queries';
import { ContractsPage } from './ContractsPage';
import { renderContracts } from './__testUtils__/renderContracts';
import { testContract } from './testContracts';

// Backstage keeps a permission's answer for the whole page, so that what is denied has a file of its own.
function renderTab(tab: string) {
  renderContracts(
    <ContractsPage />,
    { getContract: async () => testContract('orders') },
    {
      path: `/contracts?contract=events/orders&tab=${tab}`,
      denied: [
        'integration.contract.check',
        'integration.contract.publish',
        'integration.contract.manage',
        'integration.ending.manage',
      ],
    },
  );
}

describe('ContractsPage for somebody who may only read', () => {
  afterEach(() => queryClient.clear());

  it.each([
    ['versions', 'Deprecate 2.0.0', 'integration.ending.manage'],
    ['check', 'Check this text', 'integration.contract.check'],
    ['check', 'Publish…', 'integration.contract.publish'],
    ['settings', 'Save', 'integration.contract.manage'],
  ])(
    'shows on the tab %s the button "%s" disabled, and that it takes %s',
    async (tab, name, permission) => {
      renderTab(tab);
      const button = await screen.findByRole('button', { name });
      await waitFor(() =>
        expect(button).toHaveAccessibleDescription(
          expect.stringContaining(`You need the permission ${permission} to`),
        ),
      );
      expect(button).toBeDisabled();
    },
  );
});
