import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  catalogApiRef,
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { screen } from '@testing-library/react';
import {
  IntegrationEndingsApi,
  ListEndingsRequest,
} from '@tieline/plugin-integrations-common/contracts';
import {
  integrationCostsApiRef,
  integrationDecisionsApiRef,
  integrationEndingsApiRef,
  integrationReviewsApiRef,
  integrationTelemetryApiRef,
} from '../apis';
import { testRunCost } from '../costs/testCosts';
import { testKnownProfile } from '../decide/testDecide';
import { testDecisionPage, testRegretPage } from '../decisions/testDecisions';
import { testEndingSummary } from '../deprecations/testEndings';
import { testRunbook } from '../drills/testDrills';
import { testDuePage, testFindingPage } from '../reviews/testReviews';
import { queryClient } from '../shared/queries';
import { testHealth } from '../shared/testHealth';
import { EntityOverview } from './EntityOverview';

const entity = {
  apiVersion: 'tieline.dev/v1alpha1',
  kind: 'Integration',
  metadata: { namespace: 'default', name: 'order-events' },
  spec: {
    type: 'carrier-pigeon',
    lifecycle: 'production',
    source: 'web-shop',
    targets: ['nowhere'],
    dataFlows: [
      { data: 'orders', personalData: true, contract: { subject: 'orders' } },
    ],
  },
  relations: [
    { type: 'hasSource', targetRef: 'system:default/web-shop' },
    { type: 'hasTarget', targetRef: 'system:default/nowhere' },
  ],
};

function renderOverview(
  listEndings: IntegrationEndingsApi['listEndings'] = async () => ({
    items: [],
    totalItems: 0,
    statuses: [],
    asOf: '2025-11-18T09:53:00.000Z',
  }),
) {
  renderInTestApp(
    <EntityProvider entity={entity}>
      <EntityOverview cards={[]} />
    </EntityProvider>,
    {
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      apis: [
        [integrationEndingsApiRef, { listEndings }],
        [
          integrationReviewsApiRef,
          {
            listDueReviews: async () => testDuePage([]),
            listFindings: async () => testFindingPage([]),
            getRunbook: async () => testRunbook(),
          },
        ],
        [
          integrationDecisionsApiRef,
          {
            listDecisions: async () => testDecisionPage([]),
            listRegrets: async () => testRegretPage([]),
            getProfile: async () => testKnownProfile({ profile: {} }),
          },
        ],
        [
          catalogApiRef,
          {
            getEntitiesByRefs: async ({ entityRefs }) => ({
              items: entityRefs.map(ref =>
                ref.includes('nowhere') ? undefined : entity,
              ),
            }),
          },
        ],
        [
          integrationCostsApiRef,
          { getRunCost: async () => testRunCost('order-events') },
        ],
        [
          integrationTelemetryApiRef,
          {
            getHealth: async () => ({
              ...testHealth('order-events', 'healthy'),
              operations: [],
              consumers: [],
              views: [],
              otherEnvironments: [],
              notes: [],
            }),
          },
        ],
      ],
    },
  );
}

describe('EntityOverview', () => {
  afterEach(() => queryClient.clear());

  it('names the fields that have a mistake and references that lead nowhere, and shows the rest', async () => {
    renderOverview();
    expect(
      await screen.findByText(/^spec\.type .*carrier-pigeon/),
    ).toBeVisible();
    expect(
      await screen.findByText(/^spec\.targets names system:default\/nowhere/),
    ).toBeVisible();
    expect(screen.queryByText(/^spec\.source/)).not.toBeInTheDocument();
    expect(screen.getByText('personal data')).toBeVisible();
    expect(
      screen.queryByRole('heading', { name: /ends|Ending/ }),
    ).not.toBeInTheDocument();
  });

  it('says that it ends itself, and what of that which it uses ends', async () => {
    renderOverview(async (request: ListEndingsRequest = {}) => ({
      items: [
        request.integration
          ? testEndingSummary({ id: 1 })
          : testEndingSummary({ id: 2, title: 'Orders 1' }),
      ],
      totalItems: 1,
      statuses: [],
      asOf: '2025-11-18T09:53:00.000Z',
    }));
    expect(
      await screen.findByRole('heading', { name: 'This integration ends' }),
    ).toBeVisible();
    expect(
      await screen.findByRole('link', { name: 'Orders 1' }),
    ).toHaveAttribute('href', '/deprecations?ending=2');
  });
});
