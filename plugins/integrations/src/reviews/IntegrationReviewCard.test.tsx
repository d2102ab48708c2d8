import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { screen, within } from '@testing-library/react';
import { IntegrationReviewsApi } from '@tieline/plugin-integrations-common/governance';
import { integrationReviewsApiRef } from '../apis';
import { reviewRouteRef, reviewsRouteRef } from '../routes';
import { laterDay } from '../shared/days';
import { queryClient } from '../shared/queries';
import { permissionsWithout } from '../shared/testPermissions';
import { IntegrationReviewCard } from './IntegrationReviewCard';
import {
  testDue,
  testDuePage,
  testFinding,
  testFindingPage,
} from './testReviews';

const entity = {
  apiVersion: 'tieline.dev/v1alpha1',
  kind: 'Integration',
  metadata: { namespace: 'default', name: 'order-events' },
};

function renderCard(api: Partial<IntegrationReviewsApi>) {
  renderInTestApp(
    <EntityProvider entity={entity}>
      <IntegrationReviewCard />
    </EntityProvider>,
    {
      mountedRoutes: {
        '/reviews': reviewsRouteRef,
        '/reviews/:id': reviewRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
      apis: [
        [integrationReviewsApiRef, api],
        [permissionApiRef, permissionsWithout([])],
      ],
    },
  );
}

describe('IntegrationReviewCard', () => {
  afterEach(() => queryClient.clear());

  it('says when it is due and why early, what was found, and begins a review', async () => {
    const listDueReviews = jest.fn(async () =>
      testDuePage([
        testDue('order-events', {
          dueOn: laterDay(new Date(), 5),
          lastReviewedOn: '2026-08-20',
          lastReviewId: 'r0',
          early: [
            {
              kind: 'owner',
              text: 'Its owner changed.',
              at: '2026-11-01T00:00:00.000Z',
            },
          ],
        }),
      ]),
    );
    const listFindings = jest.fn(async () =>
      testFindingPage([testFinding({ isOverdue: true }), testFinding()]),
    );
    renderCard({ listDueReviews, listFindings });
    expect(
      await screen.findByRole('button', {
        name: 'Start review… of order-events',
      }),
    ).toBeEnabled();
    expect(screen.getByText('due in 5 days, early')).toBeVisible();
    expect(
      within(
        screen.getByRole('list', { name: 'Why it is due early' }),
      ).getByRole('listitem'),
    ).toHaveTextContent('Its owner changed.');
    expect(
      await screen.findByRole('link', { name: 'Findings: 2 open, 1 overdue' }),
    ).toHaveAttribute(
      'href',
      '/reviews?view=findings&integration=default%2Forder-events',
    );
    expect(screen.getByRole('link', { name: /^20 Aug/ })).toHaveAttribute(
      'href',
      '/reviews/r0',
    );
    expect(listDueReviews).toHaveBeenCalledWith(
      { integration: ['integration:default/order-events'], limit: 1 },
      expect.anything(),
    );
  });

  it('goes on with what is open, and never calls unread findings none', async () => {
    renderCard({
      listDueReviews: async () =>
        testDuePage([testDue('order-events', { openReviewId: 'r3' })]),
      listFindings: async () => {
        throw new Error('The database is away.');
      },
    });
    expect(
      await screen.findByRole('link', {
        name: 'Continue review of order-events',
      }),
    ).toHaveAttribute('href', '/reviews/r3');
    expect(screen.getByText('never reviewed')).toBeVisible();
    expect(screen.getByText('unknown')).toBeVisible();
  });

  it('says so where it has no date', async () => {
    renderCard({
      listDueReviews: async () => testDuePage([testDue('another')]),
      listFindings: async () => testFindingPage([]),
    });
    expect(
      await screen.findByText(/^Nothing says yet when it is due/),
    ).toBeVisible();
  });
});
