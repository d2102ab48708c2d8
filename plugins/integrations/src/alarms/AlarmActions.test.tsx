import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  PermissionApi,
  permissionApiRef,
} from '@backstage/plugin-permission-react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { screen, waitFor } from '@testing-library/react';
import { integrationTelemetryApiRef } from '../apis';
import { testAlarm } from '../shared/testAlarm';
import { AlarmActions } from './AlarmActions';

// As the permission API puts it on the wire.
const denied: Awaited<ReturnType<PermissionApi['authorize']>> =
  JSON.parse('{"result":"DENY"}');

// Its own file: usePermission remembers decisions for as long as its module lives.
describe('AlarmActions', () => {
  it('are shown but not offered to who may not respond, with the reason', async () => {
    renderInTestApp(
      <QueryClientProvider client={new QueryClient()}>
        <AlarmActions alarm={testAlarm('payment-authorise')} now={new Date()} />
      </QueryClientProvider>,
      {
        apis: [
          [integrationTelemetryApiRef, {}],
          [permissionApiRef, { authorize: async () => denied }],
        ],
      },
    );
    const button = await screen.findByRole('button', {
      name: 'Acknowledge payment-authorise',
    });
    await waitFor(() =>
      expect(button).toHaveAccessibleDescription(
        /You need the permission integration.alarm.respond/,
      ),
    );
    expect(button).toBeDisabled();
    expect(screen.getByRole('button', { name: /^Snooze/ })).toBeDisabled();
  });
});
