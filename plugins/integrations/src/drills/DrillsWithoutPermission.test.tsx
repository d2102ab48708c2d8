import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { queryClient } from '../shared/queries';
import { renderDrills } from './__testUtils__/renderDrills';
import { DrillsPage } from './DrillsPage';
import { IntegrationRunbookCard } from './IntegrationRunbookCard';
import { testRunbook } from './testDrills';

const entity = {
  apiVersion: 'tieline.dev/v1alpha1',
  kind: 'Integration',
  metadata: { namespace: 'default', name: 'order-events' },
};
const denied = ['integration.drill.manage'];

// In a file of its own: what is permitted is kept from test to test.
describe('drills without permission', () => {
  afterEach(() => queryClient.clear());

  it('lets nobody plan a drill who may not, and says whom to ask', async () => {
    renderDrills(
      <DrillsPage />,
      { getRunbook: async () => testRunbook() },
      {
        path: '/drills?view=drills&integration=default/order-events',
        denied,
      },
    );
    await userEvent.click(
      (await screen.findAllByRole('button', { name: 'Plan drill…' }))[0],
    );
    const dialog = within(await screen.findByRole('dialog'));
    expect(
      await dialog.findByText(/You need the permission integration.drill/),
    ).toBeVisible();
    expect(dialog.getByRole('button', { name: 'Plan it' })).toBeDisabled();
  });

  it('says on an integration’s card who may confirm the runbook and plan a drill', async () => {
    renderDrills(
      <EntityProvider entity={entity}>
        <IntegrationRunbookCard />
      </EntityProvider>,
      { getRunbook: async () => testRunbook({ mayConfirm: false }) },
      { denied },
    );
    expect(
      await screen.findByRole('button', { name: 'Confirm runbook…' }),
    ).toBeDisabled();
    expect(screen.getByText(/integration.runbook.confirm/)).toHaveTextContent(
      'Ask checkout or an administrator of this portal.',
    );
    await waitFor(() =>
      expect(
        screen.getByRole('button', { name: 'Plan drill…' }),
      ).toHaveAccessibleDescription(/integration.drill.manage/),
    );
    expect(screen.getByRole('button', { name: 'Plan drill…' })).toBeDisabled();
  });
});
