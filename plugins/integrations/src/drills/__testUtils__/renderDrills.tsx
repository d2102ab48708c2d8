import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { IntegrationReviewsApi } from '@tieline/plugin-integrations-common/governance';
import { ReactElement } from 'react';
import { useLocation } from 'react-router-dom';
import {
  integrationGovernanceApiRef,
  integrationReviewsApiRef,
} from '../../apis';
import {
  drillsRouteRef,
  integrationsRouteRef,
  reviewRouteRef,
  reviewsRouteRef,
} from '../../routes';
import { testScorecard } from '../../scorecard/testScorecard';
import { testPage, testRow } from '../../shared/testHealth';
import { permissionsWithout } from '../../shared/testPermissions';
import { testDrillPage } from '../testDrills';

function Where() {
  const { pathname, search } = useLocation();
  return <p data-testid="where">{`${pathname}${search}`}</p>;
}

/** Renders what shows drills, with two integrations in the portal, for tests. */
export function renderDrills(
  element: ReactElement,
  api: Partial<IntegrationReviewsApi>,
  options: { path?: string; denied?: string[] } = {},
) {
  renderInTestApp(
    <>
      {element}
      <Where />
    </>,
    {
      initialRouteEntries: [options.path ?? '/drills'],
      mountedRoutes: {
        '/drills': drillsRouteRef,
        '/reviews': reviewsRouteRef,
        '/reviews/:id': reviewRouteRef,
        '/integrations': integrationsRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
      apis: [
        mockApis.identity({
          userEntityRef: 'user:default/mira.kask',
          ownershipEntityRefs: ['group:default/fulfilment'],
        }),
        [
          integrationReviewsApiRef,
          {
            listDrillSuggestions: async () => ({ items: [] }),
            listDrills: async () => testDrillPage([]),
            ...api,
          } as Partial<IntegrationReviewsApi>,
        ],
        [
          integrationGovernanceApiRef,
          {
            listIntegrations: async () =>
              testPage([testRow('order-events', 'healthy')]),
            getIntegrationScorecard: async () => testScorecard(),
          },
        ],
        [
          catalogApiRef,
          {
            queryEntities: async () => ({
              items: [
                {
                  apiVersion: 'backstage.io/v1alpha1',
                  kind: 'User',
                  metadata: { namespace: 'default', name: 'jon.aalto' },
                },
              ],
              totalItems: 1,
              pageInfo: {},
            }),
            getEntitiesByRefs: async ({
              entityRefs,
            }: {
              entityRefs: string[];
            }) => ({ items: entityRefs.map(() => undefined) }),
          },
        ],
        [permissionApiRef, permissionsWithout(options.denied ?? [])],
      ],
    },
  );
}
