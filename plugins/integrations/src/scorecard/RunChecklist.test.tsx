import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  PermissionApi,
  permissionApiRef,
} from '@backstage/plugin-permission-react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { screen, waitFor } from '@testing-library/react';
import { integrationGovernanceApiRef } from '../apis';
import { RunChecklist } from './RunChecklist';

// As the permission API puts it on the wire.
const denied: Awaited<ReturnType<PermissionApi['authorize']>> =
  JSON.parse('{"result":"DENY"}');

// Its own file: usePermission remembers decisions for as long as its module lives.
describe('RunChecklist', () => {
  it('is shown but not offered to who may not run it, and says why', async () => {
    renderInTestApp(
      <QueryClientProvider client={new QueryClient()}>
        <RunChecklist />
      </QueryClientProvider>,
      {
        apis: [
          [integrationGovernanceApiRef, {}],
          [permissionApiRef, { authorize: async () => denied }],
        ],
      },
    );
    const button = await screen.findByRole('button', {
      name: 'Run the checklist',
    });
    await waitFor(() =>
      expect(button).toHaveAccessibleDescription(
        /You need the permission integration.checklist.run/,
      ),
    );
    expect(button).toBeDisabled();
  });
});
