import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  catalogApiRef,
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { screen } from '@testing-library/react';
import { integrationTelemetryApiRef } from '../apis';
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

describe('EntityOverview', () => {
  afterEach(() => queryClient.clear());

  it('names the fields that have a mistake and references that lead nowhere, and shows the rest', async () => {
    renderInTestApp(
      <EntityProvider entity={entity}>
        <EntityOverview cards={[]} />
      </EntityProvider>,
      {
        mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
        apis: [
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
    expect(
      await screen.findByText(/^spec\.type .*carrier-pigeon/),
    ).toBeVisible();
    expect(
      await screen.findByText(/^spec\.targets names system:default\/nowhere/),
    ).toBeVisible();
    expect(screen.queryByText(/^spec\.source/)).not.toBeInTheDocument();
    expect(screen.getByText('personal data')).toBeVisible();
  });
});
