import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import {
  CatalogApi,
  catalogApiRef,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  IntegrationContractsApi,
  IntegrationEndingsApi,
} from '@tieline/plugin-integrations-common/contracts';
import { IntegrationGovernanceApi } from '@tieline/plugin-integrations-common/governance';
import { ReactElement } from 'react';
import {
  integrationContractsApiRef,
  integrationEndingsApiRef,
  integrationGovernanceApiRef,
} from '../../apis';
import { contractsRouteRef, deprecationsRouteRef } from '../../routes';
import { testPage } from '../../shared/testHealth';
import { permissionsWithout } from '../../shared/testPermissions';

/** Nothing ends, and nobody is known to use anything. */
const NO_ENDINGS: Partial<IntegrationEndingsApi> = {
  listEndings: async () => ({
    items: [],
    totalItems: 0,
    statuses: [],
    asOf: '2025-11-18T09:53:00.000Z',
  }),
  listContractConsumers: async () => ({
    versions: [],
    consumers: [],
    hiddenConsumers: 0,
  }),
  listIntegrationConsumers: async () => ({ items: [] }),
};

/**
 * Renders a page of contracts for a test.
 *
 * @param options - `denied` names permissions that the reader lacks; `endings`
 *   answers what is asked about endings, of which there are none without it
 */
export function renderContracts(
  page: ReactElement,
  api: Partial<IntegrationContractsApi>,
  options: {
    path?: string;
    denied?: string[];
    endings?: Partial<IntegrationEndingsApi>;
    governance?: Partial<IntegrationGovernanceApi>;
    catalog?: Partial<CatalogApi>;
  } = {},
) {
  return renderInTestApp(page, {
    initialRouteEntries: [options.path ?? '/contracts'],
    mountedRoutes: {
      '/contracts': contractsRouteRef,
      '/deprecations': deprecationsRouteRef,
      '/catalog/:namespace/:kind/:name': entityRouteRef,
    },
    apis: [
      mockApis.identity({
        userEntityRef: 'user:default/mira.kask',
        ownershipEntityRefs: ['group:default/fulfilment'],
      }),
      [integrationContractsApiRef, api],
      [integrationEndingsApiRef, { ...NO_ENDINGS, ...options.endings }],
      [catalogApiRef, { ...options.catalog }],
      [
        integrationGovernanceApiRef,
        {
          listIntegrations: async () => testPage([]),
          ...options.governance,
        } as Partial<IntegrationGovernanceApi>,
      ],
      [permissionApiRef, permissionsWithout(options.denied ?? [])],
    ],
  });
}
