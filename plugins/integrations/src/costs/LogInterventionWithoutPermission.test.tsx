import { renderInTestApp } from '@backstage/frontend-test-utils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { QueryClientProvider } from '@tanstack/react-query';
import { screen, waitFor } from '@testing-library/react';
import { queryClient } from '../shared/queries';
import { permissionsWithout } from '../shared/testPermissions';
import { LogIntervention } from './LogIntervention';

// Its own file: usePermission remembers decisions for as long as its module lives.
describe('LogIntervention', () => {
  it('is shown but not offered to who may not log, with the reason', async () => {
    renderInTestApp(
      <QueryClientProvider client={queryClient}>
        <LogIntervention entityRef="integration:default/order-events" />
      </QueryClientProvider>,
      {
        apis: [
          [
            permissionApiRef,
            permissionsWithout(['integration.intervention.log']),
          ],
        ],
      },
    );
    const button = await screen.findByRole('button', {
      name: 'Log intervention…',
    });
    await waitFor(() =>
      expect(button).toHaveAccessibleDescription(
        /You need the permission integration.intervention.log to log what was done by hand/,
      ),
    );
    expect(button).toBeDisabled();
  });
});
