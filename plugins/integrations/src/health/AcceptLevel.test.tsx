import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  PermissionApi,
  permissionApiRef,
} from '@backstage/plugin-permission-react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { screen, waitFor } from '@testing-library/react';
import { integrationTelemetryApiRef } from '../apis';
import { testHealth } from '../shared/testHealth';
import { AcceptLevel } from './AcceptLevel';
import { testTrend } from './testTrend';

// As the permission API puts it on the wire.
const denied: Awaited<ReturnType<PermissionApi['authorize']>> =
  JSON.parse('{"result":"DENY"}');

// Its own file: usePermission remembers decisions for as long as its module lives.
describe('AcceptLevel', () => {
  it('is shown but not offered to who may not respond to alarms, and says why', async () => {
    renderInTestApp(
      <QueryClientProvider client={new QueryClient()}>
        <AcceptLevel
          health={testHealth('crm-address-lookup', 'degraded') as never}
          trend={testTrend()}
          level="300 ms"
        />
      </QueryClientProvider>,
      {
        apis: [
          [integrationTelemetryApiRef, {}],
          [permissionApiRef, { authorize: async () => denied }],
        ],
      },
    );
    const button = await screen.findByRole('button', {
      name: 'Accept the new level…',
    });
    await waitFor(() =>
      expect(button).toHaveAccessibleDescription(
        /You need the permission integration.alarm.respond/,
      ),
    );
    expect(button).toBeDisabled();
  });
});
