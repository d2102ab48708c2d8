import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import {
  DecisionWarning,
  IntegrationDecisionsApi,
} from '@tieline/plugin-integrations-common/governance';
import { screen, waitFor } from '@testing-library/react';
import { integrationDecisionsApiRef } from '../apis';
import { testKnownProfile, testRecommendation } from '../decide/testDecide';
import { decideRouteRef, decisionRouteRef } from '../routes';
import { TabFrame } from '../shared/Frame';
import { queryClient } from '../shared/queries';
import { EntityDecisionCard } from './EntityDecisionCard';
import {
  testDecisionPage,
  testRecorded,
  testRegret,
  testRegretPage,
} from './testDecisions';

const entity = {
  apiVersion: 'tieline.dev/v1alpha1',
  kind: 'Integration',
  metadata: { namespace: 'default', name: 'order-events' },
  spec: {},
};

function renderCard(api: Partial<IntegrationDecisionsApi> = {}) {
  renderInTestApp(
    <EntityProvider entity={entity}>
      <TabFrame>
        <EntityDecisionCard pattern="ipaas" />
      </TabFrame>
    </EntityProvider>,
    {
      mountedRoutes: {
        '/decide': decideRouteRef,
        '/decisions/:id': decisionRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
      apis: [
        mockApis.identity({ userEntityRef: 'user:default/mira.kask' }),
        [
          integrationDecisionsApiRef,
          {
            listDecisions: async () => testDecisionPage([]),
            listRegrets: async () => testRegretPage([]),
            getProfile: async () => testKnownProfile(),
            recommend: async ({ profile }) => testRecommendation(profile),
            ...api,
          } as Partial<IntegrationDecisionsApi>,
        ],
      ],
    },
  );
}

describe('the decision on the page of an integration', () => {
  afterEach(() => queryClient.clear());

  it('shows the current decision beside what the matrix says today', async () => {
    const listDecisions = jest.fn(async () =>
      testDecisionPage([
        testRecorded({
          id: 'd7',
          pattern: 'ipaas',
          rank: 2,
          reason: 'We have the licence.',
        }),
      ]),
    );
    renderCard({ listDecisions });
    expect(await screen.findByText('We have the licence.')).toBeVisible();
    expect(screen.getByText(/decided on 18 Nov/)).toHaveTextContent(
      'ipaas, decided on 18 Nov 2025, against event-driven, which was first.',
    );
    expect(
      screen.getByRole('link', { name: 'Orders to the ERP' }),
    ).toHaveAttribute('href', '/decisions/d7');
    expect(
      await screen.findByText(
        /^The matrix puts event-driven first today; ipaas is number 2\./,
      ),
    ).toBeVisible();
    expect(listDecisions).toHaveBeenCalledWith(
      { integration: ['integration:default/order-events'], limit: 1 },
      expect.anything(),
    );
    expect(screen.getByRole('link', { name: 'Decide anew…' })).toHaveAttribute(
      'href',
      '/decide?integration=default%2Forder-events',
    );
  });

  it('says that it no longer holds, once what the matrix says today, and lets somebody acknowledge it', async () => {
    renderCard({
      listDecisions: async () =>
        testDecisionPage([testRecorded({ id: 'd1', pattern: 'ipaas' })]),
      listRegrets: async () => testRegretPage([testRegret()]),
    });
    expect(await screen.findByText('no longer holds')).toBeVisible();
    expect(screen.getByText(/assumed 4,000 a day/)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Acknowledge…' })).toBeEnabled();
    expect(screen.getAllByText(/^The matrix puts/)).toHaveLength(1);
  });

  it('leaves out that an earlier decision does not hold', async () => {
    renderCard({
      listDecisions: async () => testDecisionPage([testRecorded({ id: 'd9' })]),
      listRegrets: async () => testRegretPage([testRegret()]),
    });
    await screen.findByText(/^The matrix puts/);
    expect(screen.queryByText('no longer holds')).not.toBeInTheDocument();
  });

  it.each<DecisionWarning>([
    {
      id: 'over-engineering',
      title: 'A topic for twelve messages a day',
      detail: 'It goes over a broker.',
    },
    {
      id: 'mixed-pipeline',
      title: 'A real-time and a batch load in one pipeline',
      detail: 'Calls are three times slower while the batch runs.',
    },
  ])('warns of $id where nobody has decided', async warning => {
    const recommend = jest.fn(async ({ profile }) =>
      testRecommendation(profile, undefined, { warnings: [warning] }),
    );
    renderCard({ recommend });
    expect(await screen.findByText(warning.title)).toBeVisible();
    expect(screen.getByText(warning.detail)).toBeVisible();
    expect(
      screen.getByText(/^Nobody has recorded why it is built this way\./),
    ).toBeVisible();
    expect(screen.getByRole('link', { name: 'Decide…' })).toBeVisible();
    // The evidence of the integration itself counts.
    expect(recommend).toHaveBeenCalledWith(
      expect.objectContaining({
        entityRef: 'integration:default/order-events',
      }),
      expect.anything(),
    );
  });

  it('says what is not known where nothing can be ranked', async () => {
    renderCard({
      getProfile: async () =>
        testKnownProfile({
          profile: { interaction: 'event' },
          missing: ['volumePerDay', 'criticality'],
        }),
    });
    expect(
      await screen.findByText(/^Too little is known of it: Volume now\./),
    ).toBeVisible();
  });

  it('keeps the decision where the ranking can’t be read', async () => {
    renderCard({
      listDecisions: async () => testDecisionPage([testRecorded()]),
      getProfile: async () => {
        throw new Error('Telemetry is away.');
      },
    });
    expect(await screen.findByText('It is first.')).toBeVisible();
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'What the matrix says today could not be read',
    );
  });

  it('is not there for who may not see decisions', async () => {
    const listDecisions = jest.fn(async () => {
      throw Object.assign(new Error('No'), { statusCode: 403 });
    });
    renderCard({ listDecisions });
    await waitFor(() => expect(listDecisions).toHaveBeenCalled());
    await waitFor(() =>
      expect(
        screen.queryByRole('heading', { name: 'Decision' }),
      ).not.toBeInTheDocument(),
    );
  });
});
