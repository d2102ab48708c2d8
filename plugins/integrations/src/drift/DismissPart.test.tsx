import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  PermissionApi,
  permissionApiRef,
} from '@backstage/plugin-permission-react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { screen, waitFor } from '@testing-library/react';
import { integrationTelemetryApiRef } from '../apis';
import { DismissPart } from './DismissPart';
import { testDriftItem } from './testDrift';

// As the permission API puts it on the wire.
const denied: Awaited<ReturnType<PermissionApi['authorize']>> =
  JSON.parse('{"result":"DENY"}');

// Its own file: usePermission remembers decisions for as long as its module lives.
describe('DismissPart', () => {
  it('is shown but not offered to who may not dismiss, and says why', async () => {
    renderInTestApp(
      <QueryClientProvider client={new QueryClient()}>
        <DismissPart item={testDriftItem('a')} onDismissed={() => {}} />
      </QueryClientProvider>,
      {
        apis: [
          [integrationTelemetryApiRef, {}],
          [permissionApiRef, { authorize: async () => denied }],
        ],
      },
    );
    const button = await screen.findByRole('button', { name: 'Dismiss' });
    await waitFor(() =>
      expect(button).toHaveAccessibleDescription(
        /You need the permission integration.drift.dismiss/,
      ),
    );
    expect(button).toBeDisabled();
    expect(screen.getByRole('textbox', { name: /Reason/ })).toBeDisabled();
  });
});
