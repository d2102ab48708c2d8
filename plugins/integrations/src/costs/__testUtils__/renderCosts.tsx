import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  IntegrationCostsApi,
  IntegrationDecisionsApi,
  ListRunCostGroupsRequest,
} from '@tieline/plugin-integrations-common/governance';
import { useLocation, useNavigate } from 'react-router-dom';
import {
  integrationCostsApiRef,
  integrationDecisionsApiRef,
  integrationGovernanceApiRef,
} from '../../apis';
import { alarmsRouteRef, costsRouteRef } from '../../routes';
import { testPage } from '../../shared/testHealth';
import { permissionsWithout } from '../../shared/testPermissions';
import { CostsPage } from '../CostsPage';
import {
  testInterventionPage,
  testPriceList,
  testRunCost,
  testRunCostGroups,
  testRunCostPage,
} from '../testCosts';

/** The address as a link to the page has it, and the browser's Back. */
function Browser() {
  const { search } = useLocation();
  const navigate = useNavigate();
  return (
    <>
      <output aria-label="Address">{decodeURIComponent(search)}</output>
      <button type="button" onClick={() => navigate(-1)}>
        Back
      </button>
    </>
  );
}

/** Renders the page for a test, with the address beside it. */
export function renderCosts(
  path: string,
  api: Partial<IntegrationCostsApi> = {},
  decisions: Partial<IntegrationDecisionsApi> = {},
) {
  const costs = {
    listRunCosts: jest.fn(
      api.listRunCosts ??
        (async () => testRunCostPage([testRunCost('order-events')])),
    ),
    getRunCost: jest.fn(
      api.getRunCost ??
        (async ({ name }: { name: string }) => testRunCost(name)),
    ),
    listRunCostGroups: jest.fn(
      api.listRunCostGroups ??
        (async ({ groupBy }: ListRunCostGroupsRequest) =>
          testRunCostGroups(groupBy)),
    ),
    listQuotas: jest.fn(api.listQuotas ?? (async () => ({ items: [] }))),
    listInterventions: jest.fn(
      api.listInterventions ?? (async () => testInterventionPage([])),
    ),
    logIntervention: jest.fn(api.logIntervention),
    takeBackIntervention: jest.fn(api.takeBackIntervention),
  };
  renderInTestApp(
    <>
      <Browser />
      <CostsPage />
    </>,
    {
      initialRouteEntries: [path],
      mountedRoutes: {
        '/costs': costsRouteRef,
        '/alarms': alarmsRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
      apis: [
        mockApis.identity({
          userEntityRef: 'user:default/mira.kask',
          ownershipEntityRefs: ['group:default/fulfilment'],
        }),
        [permissionApiRef, permissionsWithout([])],
        [
          integrationGovernanceApiRef,
          {
            listIntegrations: async () =>
              testPage([], {
                facets: {
                  owner: [{ value: 'group:default/checkout', count: 3 }],
                  system: [{ value: 'system:default/web-shop', count: 2 }],
                },
              }),
          },
        ],
        [integrationCostsApiRef, costs as Partial<IntegrationCostsApi>],
        [
          integrationDecisionsApiRef,
          {
            listPrices: async () => testPriceList,
            ...decisions,
          } as Partial<IntegrationDecisionsApi>,
        ],
      ],
    },
  );
  return costs;
}
