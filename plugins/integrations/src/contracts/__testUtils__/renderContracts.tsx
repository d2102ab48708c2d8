import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import {
  PermissionApi,
  permissionApiRef,
} from '@backstage/plugin-permission-react';
import { IntegrationContractsApi } from '@tieline/plugin-integrations-common/contracts';
import { IntegrationGovernanceApi } from '@tieline/plugin-integrations-common/governance';
import { ReactElement } from 'react';
import {
  integrationContractsApiRef,
  integrationGovernanceApiRef,
} from '../../apis';
import { contractsRouteRef } from '../../routes';
import { testPage } from '../../shared/testHealth';

// As the permission API puts it on the wire.
const ANSWERS: Record<
  'ALLOW' | 'DENY',
  Awaited<ReturnType<PermissionApi['authorize']>>
> = {
  ALLOW: JSON.parse('{"result":"ALLOW"}'),
  DENY: JSON.parse('{"result":"DENY"}'),
};

/**
 * Renders a page of contracts for a test.
 *
 * @param options - `denied` names permissions that the reader lacks
 */
export function renderContracts(
  page: ReactElement,
  api: Partial<IntegrationContractsApi>,
  options: { path?: string; denied?: string[] } = {},
) {
  return renderInTestApp(page, {
    initialRouteEntries: [options.path ?? '/contracts'],
    mountedRoutes: {
      '/contracts': contractsRouteRef,
      '/catalog/:namespace/:kind/:name': entityRouteRef,
    },
    apis: [
      mockApis.identity({
        userEntityRef: 'user:default/mira.kask',
        ownershipEntityRefs: ['group:default/fulfilment'],
      }),
      [integrationContractsApiRef, api],
      [
        integrationGovernanceApiRef,
        {
          listIntegrations: async () => testPage([]),
        } as Partial<IntegrationGovernanceApi>,
      ],
      [
        permissionApiRef,
        {
          authorize: async ({ permission }) =>
            ANSWERS[
              options.denied?.includes(permission.name) ? 'DENY' : 'ALLOW'
            ],
        } as PermissionApi,
      ],
    ],
  });
}
