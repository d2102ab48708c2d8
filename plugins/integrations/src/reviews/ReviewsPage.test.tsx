import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  CalendarFeed,
  IntegrationReviewsApi,
} from '@tieline/plugin-integrations-common/governance';
import { useLocation } from 'react-router-dom';
import { integrationGovernanceApiRef, integrationReviewsApiRef } from '../apis';
import {
  drillsRouteRef,
  integrationsRouteRef,
  reviewRouteRef,
  reviewsRouteRef,
} from '../routes';
import { laterDay } from '../shared/days';
import { queryClient } from '../shared/queries';
import { testFacets, testPage } from '../shared/testHealth';
import { permissionsWithout } from '../shared/testPermissions';
import { ReviewsPage } from './ReviewsPage';
import {
  testDue,
  testDuePage,
  testFinding,
  testFindingPage,
  testReview,
} from './testReviews';
import { toDueCsvRows, toFindingCsvRows } from './toReviewCsvRows';

const NOW = new Date();

function Where() {
  const { pathname, search } = useLocation();
  return <p data-testid="where">{`${pathname}${search}`}</p>;
}

function renderPage(
  api: Partial<IntegrationReviewsApi>,
  options: { path?: string } = {},
) {
  renderInTestApp(
    <>
      <ReviewsPage />
      <Where />
    </>,
    {
      initialRouteEntries: [options.path ?? '/reviews'],
      mountedRoutes: {
        '/reviews': reviewsRouteRef,
        '/reviews/:id': reviewRouteRef,
        '/drills': drillsRouteRef,
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
            listDueReviews: async () => testDuePage([]),
            listCalendarFeeds: async () => ({ items: [] }),
            ...api,
          } as Partial<IntegrationReviewsApi>,
        ],
        [
          integrationGovernanceApiRef,
          { listIntegrations: async () => testPage([]) },
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
        [permissionApiRef, permissionsWithout([])],
      ],
    },
  );
}

describe('ReviewsPage', () => {
  afterEach(() => queryClient.clear());

  it('lists what is due, the overdue first, then what something made due early, then by month', async () => {
    renderPage({
      listDueReviews: async () =>
        testDuePage(
          [
            testDue('late', { dueOn: laterDay(NOW, -12), isOverdue: true }),
            testDue('soon', { dueOn: laterDay(NOW, 9) }),
            testDue('early', {
              dueOn: laterDay(NOW, 20),
              lastReviewedOn: '2026-08-20',
              lastReviewId: 'r0',
              early: [
                {
                  kind: 'volume',
                  text: 'Its volume doubled since the last review.',
                  at: '2026-11-01T00:00:00.000Z',
                },
              ],
            }),
            testDue('later', {
              dueOn: '2127-06-01',
              cadenceSource: 'catalog',
              cadenceDays: 60,
            }),
          ],
          {
            portfolio: testDue(undefined, {
              dueOn: laterDay(NOW, 1),
              cadenceDays: 365,
            }),
          },
        ),
    });
    const table = await screen.findByRole('table');
    const rows = within(table)
      .getAllByRole('row')
      .map(row => row.textContent);
    expect(rows).toHaveLength(9);
    expect(rows[1]).toBe('Overdue 1');
    expect(rows[2]).toMatch(/^latecheckout.*overdue by 12 days/);
    expect(rows[2]).toContain('never reviewed');
    expect(rows[3]).toBe('Due early 1');
    expect(rows[4]).toMatch(/^earlycheckout.*due in 20 days, early/);
    expect(rows[4]).toContain('Its volume doubled since the last review.');
    expect(rows[6]).toMatch(/^sooncheckout.*due in 9 days/);
    expect(rows[7]).toBe('June 2127 1');
    expect(rows[8]).toContain('every 60 days, as declared; 91 allowed');
    expect(screen.getByText(/^1 overdue, 4 to review in all\./)).toBeVisible();
    const portfolio = screen.getByRole('region', {
      name: 'The whole portfolio',
    });
    expect(portfolio).toHaveTextContent('due in 1 day');
    expect(
      within(portfolio).getByRole('button', {
        name: 'Start review… of the portfolio',
      }),
    ).toBeEnabled();
  });

  it('asks for what the address names, in every view', async () => {
    const listDueReviews = jest.fn(async () => testDuePage([testDue('a')]));
    const listReviews = jest.fn(async () => ({
      items: [testReview()],
      totalItems: 1,
      pageInfo: {},
    }));
    renderPage(
      { listDueReviews, listReviews },
      {
        path: '/reviews?integration=default/order-events&owner=mine&criticality=high&overdue=true',
      },
    );
    await screen.findByRole('table');
    expect(listDueReviews).toHaveBeenCalledWith(
      {
        integration: ['integration:default/order-events'],
        owner: ['group:default/fulfilment'],
        criticality: ['high'],
        isOverdue: true,
        limit: 50,
        cursor: undefined,
      },
      expect.anything(),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Reviews' }));
    await screen.findByRole('link', { name: 'Review of order-events' });
    expect(listReviews).toHaveBeenLastCalledWith(
      {
        integration: ['integration:default/order-events'],
        limit: 50,
        cursor: undefined,
      },
      expect.anything(),
    );
    expect(screen.getByText('0 of 1 item dispositioned')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'signed' }));
    await userEvent.click(
      screen.getByRole('button', { name: /^default\/order-events/ }),
    );
    await waitFor(() =>
      expect(listReviews).toHaveBeenLastCalledWith(
        { state: ['signed'], limit: 50, cursor: undefined },
        expect.anything(),
      ),
    );
  });

  it('goes on to the next page and back, and begins anew when a filter changes', async () => {
    const listDueReviews = jest.fn(async () =>
      testDuePage([testDue('order-events')], {
        pageInfo: { nextCursor: 'c2' },
      }),
    );
    renderPage({ listDueReviews });
    await userEvent.click(await screen.findByRole('button', { name: 'Next' }));
    await waitFor(() =>
      expect(listDueReviews).toHaveBeenLastCalledWith(
        { limit: 50, cursor: 'c2' },
        expect.anything(),
      ),
    );
    expect(screen.getByTestId('where')).toHaveTextContent('/reviews?cursor=c2');
    await userEvent.click(screen.getByRole('button', { name: 'overdue' }));
    await waitFor(() =>
      expect(listDueReviews).toHaveBeenLastCalledWith(
        { isOverdue: true, limit: 50, cursor: undefined },
        expect.anything(),
      ),
    );
  });

  it('starts a review with who takes part, and goes to it', async () => {
    const openReview = jest.fn(async () => testReview({ id: 'r7' }));
    renderPage({
      listDueReviews: async () => testDuePage([testDue('order-events')]),
      openReview,
    });
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Start review… of order-events',
      }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(
      dialog.getByRole('combobox', { name: 'Who takes part' }),
      'jon',
    );
    await userEvent.click(
      await screen.findByRole('option', { name: 'jon.aalto (user)' }),
    );
    await dialog.findByRole('list', { name: 'Taking part' });
    await userEvent.click(dialog.getByRole('button', { name: 'Start it' }));
    await waitFor(() =>
      expect(screen.getByTestId('where')).toHaveTextContent('/reviews/r7'),
    );
    expect(openReview).toHaveBeenCalledWith({
      entityRef: 'integration:default/order-events',
      people: ['user:default/jon.aalto'],
    });
  });

  it('goes on with a review that is open, and says why somebody may not begin one', async () => {
    renderPage({
      listDueReviews: async () =>
        testDuePage([
          testDue('begun', { openReviewId: 'r3' }),
          testDue('not-mine', { mayHold: false }),
        ]),
    });
    expect(
      await screen.findByRole('link', { name: 'Continue review of begun' }),
    ).toHaveAttribute('href', '/reviews/r3');
    const start = screen.getByRole('button', {
      name: 'Start review… of not-mine',
    });
    expect(start).toBeDisabled();
    expect(start).toHaveAccessibleDescription(
      /integration\.review\.hold to review it\. Ask checkout or/,
    );
  });

  it('says how to begin where nothing is due, and clears filters where nothing fits', async () => {
    renderPage({}, { path: '/reviews?overdue=true' });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Clear filters' }),
    );
    expect(
      await screen.findByRole('heading', { name: 'Nothing to review yet' }),
    ).toBeVisible();
  });

  it('says what could not be read, and reads it again', async () => {
    const listDueReviews = jest
      .fn()
      .mockRejectedValueOnce(new Error('The database is away.'))
      .mockResolvedValue(testDuePage([testDue('order-events')]));
    renderPage({ listDueReviews });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'What is due could not be read',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(await screen.findByRole('table')).toBeVisible();
  });

  it('shows cards instead of a table on a phone', async () => {
    Object.assign(window, {
      matchMedia: () => ({
        matches: true,
        addEventListener: () => {},
        removeEventListener: () => {},
        addListener: () => {},
        removeListener: () => {},
      }),
    });
    try {
      renderPage({
        listDueReviews: async () =>
          testDuePage([
            testDue('late', { dueOn: laterDay(NOW, -2), isOverdue: true }),
          ]),
      });
      const group = await screen.findByRole('region', { name: 'Overdue' });
      expect(group).toHaveTextContent('overdue by 2 days');
      expect(screen.queryByRole('table')).not.toBeInTheDocument();
    } finally {
      delete (window as { matchMedia?: unknown }).matchMedia;
    }
  });

  it('shows the address of a feed once, with a warning, and revokes a feed only when asked twice', async () => {
    const stored: CalendarFeed[] = [];
    const addCalendarFeed = jest.fn(async () => {
      stored.push({
        id: 'c1',
        title: 'Our reviews',
        owner: ['group:default/fulfilment'],
        createdAt: '2026-11-20T09:00:00.000Z',
      });
      return { ...stored[0], address: 'https://tieline.example/feed/s3cret' };
    });
    const revokeCalendarFeed = jest.fn(async () => {
      stored.pop();
    });
    renderPage({
      addCalendarFeed,
      revokeCalendarFeed,
      listCalendarFeeds: async () => ({ items: [...stored] }),
    });
    const open = async () => {
      await userEvent.click(
        await screen.findByRole('button', { name: 'Calendar feed…' }),
      );
      return within(await screen.findByRole('dialog'));
    };
    const dialog = await open();
    await userEvent.type(
      dialog.getByRole('textbox', { name: 'Title' }),
      'Our reviews',
    );
    const create = dialog.getByRole('button', { name: 'Create an address' });
    await waitFor(() => expect(create).toBeEnabled());
    await userEvent.click(create);
    const fresh = await dialog.findByRole('region', { name: 'The new feed' });
    expect(fresh).toHaveTextContent('https://tieline.example/feed/s3cret');
    expect(fresh).toHaveTextContent(/Whoever has this address can read/);
    expect(
      within(fresh).getByRole('button', {
        name: 'Copy the address of the feed',
      }),
    ).toBeVisible();
    expect(addCalendarFeed).toHaveBeenCalledWith({
      title: 'Our reviews',
      owner: ['group:default/fulfilment'],
    });
    await userEvent.keyboard('{Escape}');
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    const again = await open();
    const feeds = again.getByRole('region', { name: 'Your feeds' });
    await waitFor(() => expect(feeds).toHaveTextContent('never read'));
    expect(screen.queryByText(/s3cret/)).not.toBeInTheDocument();
    await userEvent.click(
      again.getByRole('button', { name: 'Revoke Our reviews' }),
    );
    expect(revokeCalendarFeed).not.toHaveBeenCalled();
    const yes = again.getByRole('button', { name: 'Yes, revoke Our reviews' });
    expect(yes).toHaveFocus();
    await userEvent.click(yes);
    await waitFor(() => expect(feeds).toHaveTextContent('None yet.'));
    expect(revokeCalendarFeed).toHaveBeenCalledWith('c1');
  });

  it('marks a business process as changed, and names what is due because of it', async () => {
    const markProcessChanged = jest.fn(async () => ({
      id: 'p1',
      process: 'order to cash',
      note: 'Invoices go out daily.',
      at: '2026-11-20T09:00:00.000Z',
      by: 'user:default/mira.kask',
      integrations: [testFacets('order-events'), testFacets('invoice-file')],
    }));
    renderPage({ markProcessChanged });
    const button = await screen.findByRole('button', {
      name: 'A business process changed…',
    });
    await waitFor(() => expect(button).toBeEnabled());
    await userEvent.click(button);
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(
      dialog.getByRole('textbox', { name: 'Process' }),
      'order to cash',
    );
    await userEvent.type(
      dialog.getByRole('textbox', { name: 'What changed' }),
      'Invoices go out daily.',
    );
    await userEvent.click(
      dialog.getByRole('button', { name: 'Mark it changed' }),
    );
    const due = await screen.findByRole('list', { name: 'Due for a review' });
    expect(due).toHaveTextContent('order-events');
    expect(due).toHaveTextContent('invoice-file');
    expect(markProcessChanged).toHaveBeenCalledWith({
      process: 'order to cash',
      note: 'Invoices go out daily.',
    });
  });

  it('says that evidence closes a finding that has a check, and lets a person close another', async () => {
    const completeFinding = jest.fn(async () => testFinding({ state: 'done' }));
    const listFindings = jest.fn(async () =>
      testFindingPage([
        testFinding({
          id: 'f1',
          isOverdue: true,
          dueOn: laterDay(NOW, -3),
          checkId: 'bounded-retries',
          checkTitle: 'Bounded retries',
          checkResult: 'fail',
        }),
        testFinding({ id: 'f2', title: 'Tell the partner' }),
        testFinding({
          id: 'f3',
          title: 'Drill the queue',
          origin: 'drill',
          reviewId: undefined,
          drillId: 'd1',
          state: 'done',
          checkId: 'failure-drill',
          checkResult: 'pass',
          doneAt: '2026-11-22T09:00:00.000Z',
          doneBy: 'evidence',
        }),
      ]),
    );
    renderPage(
      { listFindings, completeFinding },
      { path: '/reviews?view=findings' },
    );
    const list = await screen.findByRole('region', { name: 'Findings' });
    const [checked, , done] = within(list).getAllByRole('listitem');
    expect(checked).toHaveTextContent('overdue');
    expect(checked).toHaveTextContent('3 days ago');
    expect(checked).toHaveTextContent('Check: Bounded retriesfail');
    expect(checked).toHaveTextContent('Evidence will close it');
    expect(
      within(checked).queryByRole('button', { name: /^Done…/ }),
    ).not.toBeInTheDocument();
    expect(done).toHaveTextContent('by evidence: its check passes');
    expect(
      within(checked).getByRole('link', { name: 'review' }),
    ).toHaveAttribute('href', '/reviews/r1');
    expect(within(done).getByRole('link', { name: 'drill' })).toHaveAttribute(
      'href',
      '/drills?drill=d1',
    );
    expect(screen.getByText(/^1 overdue, 3 in all\./)).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Done… Tell the partner' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    const button = dialog.getByRole('button', { name: 'It is done' });
    expect(button).toBeDisabled();
    await userEvent.type(
      dialog.getByRole('textbox', { name: 'What was done' }),
      'They know.',
    );
    const link = dialog.getByRole('textbox', { name: 'What shows it' });
    await userEvent.type(link, 'mail 1');
    expect(button).toBeDisabled();
    await userEvent.clear(link);
    await userEvent.type(link, 'https://mail.example/1');
    await userEvent.click(button);
    await waitFor(() =>
      expect(completeFinding).toHaveBeenCalledWith('f2', {
        note: 'They know.',
        href: 'https://mail.example/1',
      }),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Mine' }));
    await userEvent.click(screen.getByRole('button', { name: 'overdue' }));
    await waitFor(() =>
      expect(listFindings).toHaveBeenLastCalledWith(
        {
          findingOwner: ['group:default/fulfilment'],
          isOverdue: true,
          limit: 50,
          cursor: undefined,
        },
        expect.anything(),
      ),
    );
  });

  it('gives a finding another owner only with the reason', async () => {
    const changeFinding = jest
      .fn()
      .mockRejectedValueOnce(new Error('ownerRef: there is no such group.'))
      .mockResolvedValue(testFinding());
    renderPage(
      {
        listFindings: async () => testFindingPage([testFinding()]),
        changeFinding,
      },
      { path: '/reviews?view=findings' },
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Change… Bound the retries' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    const owner = dialog.getByRole('combobox', { name: 'Owner' });
    await userEvent.clear(owner);
    await userEvent.type(owner, 'jon');
    await userEvent.click(
      await screen.findByRole('option', { name: 'jon.aalto (user)' }),
    );
    const button = dialog.getByRole('button', { name: 'Change it' });
    expect(button).toBeDisabled();
    await userEvent.type(
      dialog.getByRole('textbox', { name: 'Reason' }),
      'He knows the broker.',
    );
    await userEvent.click(button);
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      'ownerRef: there is no such group.',
    );
    await userEvent.click(button);
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(changeFinding).toHaveBeenLastCalledWith('f1', {
      ownerRef: 'user:default/jon.aalto',
      dueOn: '2027-06-01',
      reason: 'He knows the broker.',
    });
  });

  it('exports what is due and what was found with what a spreadsheet needs', () => {
    expect(
      toDueCsvRows([testDue('late', { isOverdue: true }), testDue(undefined)]),
    ).toMatchObject([
      {
        integration: 'integration:default/late',
        'due on': '2027-06-01',
        overdue: 'yes',
      },
      { integration: 'the portfolio', overdue: 'no' },
    ]);
    expect(
      toFindingCsvRows([testFinding({ checkResult: 'fail' })]),
    ).toMatchObject([
      {
        finding: 'Bound the retries',
        'to be done by': 'group:default/fulfilment',
        'result of the check': 'fail',
      },
    ]);
  });
});
