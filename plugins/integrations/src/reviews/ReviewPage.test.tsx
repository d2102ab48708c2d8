import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  DispositionRequest,
  IntegrationReviewsApi,
  ReviewDetail,
} from '@tieline/plugin-integrations-common/governance';
import { Route, Routes, useLocation } from 'react-router-dom';
import { integrationGovernanceApiRef, integrationReviewsApiRef } from '../apis';
import { testDetail, testVersion } from '../checklist/testChecklist';
import { reviewRouteRef, reviewsRouteRef } from '../routes';
import { laterDay } from '../shared/days';
import { formatInstant } from '../shared/format';
import { queryClient } from '../shared/queries';
import { testPage, testRow } from '../shared/testHealth';
import { permissionsWithout } from '../shared/testPermissions';
import { ReviewPage } from './ReviewPage';
import { testFinding, testItem, testReview } from './testReviews';

const AT = '2026-11-21T09:00:00.000Z';
const BY = 'user:default/mira.kask';

function Where() {
  return <p data-testid="where">{useLocation().search}</p>;
}

/** Holds one review, as the backend does. */
function fakeReviews(review: ReviewDetail) {
  const stored = { review };
  const change = (fields: Partial<ReviewDetail>) => {
    const agenda = fields.agenda ?? stored.review.agenda;
    stored.review = {
      ...stored.review,
      ...fields,
      items: agenda.length,
      openItems: agenda.filter(({ disposition }) => !disposition).length,
    };
    return stored.review;
  };
  const disposeOf = (
    itemId: string,
    disposition: ReviewDetail['agenda'][number]['disposition'],
  ) =>
    change({
      agenda: stored.review.agenda.map(item =>
        item.id === itemId ? { ...item, disposition } : item,
      ),
    });
  return {
    getReview: jest.fn(async () => stored.review),
    disposeOfReviewItem: jest.fn(
      async (_: string, itemId: string, request: DispositionRequest) =>
        disposeOf(itemId, {
          kind: request.kind,
          note: request.note,
          by: BY,
          at: AT,
        }),
    ),
    reopenReviewItem: jest.fn(async (_: string, itemId: string) =>
      disposeOf(itemId, undefined),
    ),
    addReviewItem: jest.fn(
      async (_: string, request: { title: string; detail?: string }) =>
        change({
          agenda: [
            ...stored.review.agenda,
            {
              id: 'own',
              kind: 'own',
              title: request.title,
              detail: request.detail ?? '',
              isOwn: true,
            },
          ],
        }),
    ),
    decideKeepOrEnd: jest.fn(async (_: string, request) =>
      change({ keepOrEndDecision: { ...request, by: BY, at: AT } }),
    ),
    signReview: jest.fn(async (_: string, request) =>
      change({
        state: 'signed',
        signedAt: AT,
        signedBy: BY,
        note: request.note,
        nextReviewOn: request.nextReviewOn,
      }),
    ),
    cancelReview: jest.fn(async (_: string, { reason }: { reason: string }) =>
      change({ state: 'cancelled', note: reason }),
    ),
  } satisfies Partial<IntegrationReviewsApi>;
}

function renderPage(api: Partial<IntegrationReviewsApi>, path = '/reviews/r1') {
  renderInTestApp(
    <>
      <Routes>
        <Route path="/reviews/:id" element={<ReviewPage />} />
      </Routes>
      <Where />
    </>,
    {
      initialRouteEntries: [path],
      mountedRoutes: {
        '/reviews': reviewsRouteRef,
        '/reviews/:id': reviewRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
      apis: [
        mockApis.identity({ userEntityRef: BY }),
        [integrationReviewsApiRef, api],
        [
          integrationGovernanceApiRef,
          {
            getChecklist: async () => testDetail(testVersion()).checklist,
            listIntegrations: async () =>
              testPage([testRow('order-events', 'healthy')]),
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
        [permissionApiRef, permissionsWithout([])],
      ],
    },
  );
}

const item = (name: string) => screen.findByRole('listitem', { name });

describe('ReviewPage', () => {
  afterEach(() => queryClient.clear());

  it('shows the agenda worst first, and what is unknown is not good', async () => {
    renderPage(
      fakeReviews(
        testReview({
          agenda: [
            testItem({ id: 'a', title: 'Score is stable', level: 'good' }),
            testItem({ id: 'b', title: 'Two owners', level: undefined }),
            testItem({ id: 'c', title: 'Cost unmeasured', level: 'unknown' }),
            testItem({
              id: 'd',
              level: 'bad',
              href: '/catalog/default/integration/order-events/health',
              evidence: [
                {
                  value: '1.4 % errors',
                  source: 'telemetry',
                  grade: 'observed',
                  at: AT,
                },
              ],
            }),
          ],
        }),
      ),
    );
    const agenda = await screen.findByRole('list', { name: 'Agenda' });
    const titles = within(agenda)
      .getAllByRole('heading', { level: 3 })
      .map(heading => heading.textContent);
    expect(titles).toEqual([
      'Health got worse',
      'Cost unmeasured',
      'Two owners',
      'Score is stable',
    ]);
    const worst = await item('Health got worse');
    expect(worst).toHaveTextContent('needs attention');
    expect(worst).toHaveTextContent('1.4 % errors');
    expect(
      within(worst).getByRole('link', {
        name: 'Look at it: Health got worse',
      }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/integration/order-events/health',
    );
    expect(await item('Cost unmeasured')).toHaveTextContent('unknown');
    const facts = screen.getByRole('region', { name: 'Facts' });
    expect(facts).toHaveTextContent('what changed since the last review');
    expect(facts).toHaveTextContent('jon.aalto');
  });

  it('is signed only once every item has its disposition and it is decided whether it stays', async () => {
    const latest = laterDay(new Date(), 91);
    const proposed = laterDay(new Date(), 80);
    const api = fakeReviews(
      testReview({
        agenda: [
          testItem({ id: 'a', title: 'Health got worse' }),
          testItem({ id: 'b', title: 'A waiver expires' }),
        ],
        proposedNextReviewOn: proposed,
        latestNextReviewOn: latest,
      }),
    );
    renderPage(api);
    const sign = await screen.findByRole('button', { name: 'Sign…' });
    expect(sign).toBeDisabled();
    expect(sign).toHaveAccessibleDescription(
      'Not yet: 2 items are open (Health got worse, A waiver expires), and nobody has decided whether it stays.',
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Fine: Health got worse' }),
    );
    await screen.findByText('1 of 2 items dispositioned');
    expect(await item('Health got worse')).toHaveFocus();
    await userEvent.click(
      screen.getByRole('button', { name: 'Decision… A waiver expires' }),
    );
    let dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByRole('button', { name: 'Record it' })).toBeDisabled();
    await userEvent.type(
      dialog.getByRole('textbox', { name: 'Decision' }),
      'We let it expire.',
    );
    await userEvent.click(dialog.getByRole('button', { name: 'Record it' }));
    await waitFor(() =>
      expect(sign).toHaveAccessibleDescription(
        'Not yet: nobody has decided whether it stays.',
      ),
    );
    expect(await item('A waiver expires')).toHaveTextContent(
      'Decision. We let it expire.',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Decide…' }));
    dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(
      dialog.getByRole('textbox', { name: 'Reason' }),
      'It carries every order.',
    );
    await userEvent.click(dialog.getByRole('button', { name: 'Decide it' }));
    await waitFor(() => expect(sign).toBeEnabled());
    expect(api.decideKeepOrEnd).toHaveBeenCalledWith('r1', {
      decision: 'keep',
      reason: 'It carries every order.',
    });
    await userEvent.click(sign);
    dialog = within(await screen.findByRole('dialog'));
    const next = dialog.getByLabelText('Next review on');
    expect(next).toHaveValue(proposed);
    const button = dialog.getByRole('button', { name: 'Sign it' });
    await userEvent.clear(next);
    await userEvent.type(next, laterDay(new Date(), 92));
    expect(button).toBeDisabled();
    await userEvent.clear(next);
    await userEvent.type(next, latest);
    await userEvent.click(button);
    expect(
      await screen.findByRole('heading', { name: 'Minutes' }),
    ).toBeVisible();
    expect(api.signReview).toHaveBeenCalledWith('r1', {
      nextReviewOn: latest,
    });
    expect(
      screen.queryByRole('button', { name: /^(Fine|Undo|Sign|Decide)/ }),
    ).not.toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Copy the minutes' }),
    ).toBeVisible();
    expect(screen.getByRole('button', { name: 'Print' })).toBeVisible();
  });

  it('makes a finding with owner, date and the check that closes it', async () => {
    const api = fakeReviews(
      testReview({ agenda: [testItem({ checkId: 'failure-drill' })] }),
    );
    renderPage(api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Finding… Health got worse' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    const title = dialog.getByRole('textbox', { name: 'What is to be done' });
    expect(title).toHaveValue('Health got worse');
    await userEvent.clear(title);
    await userEvent.type(title, 'Drill the queue');
    expect(
      await dialog.findByRole('checkbox', {
        name: /A drill within its shelf life/,
      }),
    ).toBeChecked();
    await userEvent.click(dialog.getByRole('button', { name: 'Record it' }));
    await screen.findByText('1 of 1 item dispositioned');
    expect(api.disposeOfReviewItem).toHaveBeenCalledWith('r1', 'i1', {
      kind: 'finding',
      finding: {
        title: 'Drill the queue',
        ownerRef: 'group:default/checkout',
        dueOn: laterDay(new Date(), 30),
        checkId: 'failure-drill',
      },
    });
  });

  it('makes a finding of a portfolio review for the integration that it concerns', async () => {
    const api = fakeReviews(
      testReview({
        subject: 'portfolio',
        integration: undefined,
        mustDecide: false,
        agenda: [
          testItem({ title: 'Two are overdue', checkId: 'failure-drill' }),
        ],
      }),
    );
    renderPage(api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Finding… Two are overdue' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    const record = dialog.getByRole('button', { name: 'Record it' });
    expect(record).toBeDisabled();
    expect(dialog.queryByRole('checkbox')).not.toBeInTheDocument();
    await userEvent.type(
      dialog.getByRole('combobox', { name: /^Integration that it concerns/ }),
      'order',
    );
    await userEvent.click(
      await screen.findByRole('option', { name: 'order-events' }),
    );
    await userEvent.type(
      dialog.getByRole('combobox', { name: 'Owner' }),
      'jon',
    );
    await userEvent.click(
      await screen.findByRole('option', { name: 'jon.aalto (user)' }),
    );
    await userEvent.click(dialog.getByRole('checkbox'));
    await userEvent.click(record);
    await screen.findByText('1 of 1 item dispositioned');
    expect(api.disposeOfReviewItem).toHaveBeenCalledWith('r1', 'i1', {
      kind: 'finding',
      finding: {
        title: 'Two are overdue',
        ownerRef: 'user:default/jon.aalto',
        dueOn: laterDay(new Date(), 30),
        entityRef: 'integration:default/order-events',
      },
    });
    expect(
      screen.queryByRole('heading', { name: 'Keep, change or end' }),
    ).not.toBeInTheDocument();
  });

  it('takes a disposition back while it is open, and says why that failed', async () => {
    const api = fakeReviews(
      testReview({
        agenda: [testItem({ disposition: { kind: 'fine', by: BY, at: AT } })],
      }),
    );
    api.reopenReviewItem.mockRejectedValueOnce(
      new Error('Somebody has signed it.'),
    );
    renderPage(api);
    const undo = await screen.findByRole('button', {
      name: 'Undo: Health got worse',
    });
    await userEvent.click(undo);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Somebody has signed it.',
    );
    await userEvent.click(undo);
    expect(
      await screen.findByRole('button', { name: 'Fine: Health got worse' }),
    ).toBeEnabled();
  });

  it('takes an item of one’s own onto the agenda', async () => {
    const api = fakeReviews(testReview({ agenda: [] }));
    renderPage(api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Add an item…' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(
      dialog.getByRole('textbox', { name: 'Title' }),
      'Who is on call?',
    );
    await userEvent.click(dialog.getByRole('button', { name: 'Add it' }));
    expect(await item('Who is on call?')).toHaveTextContent('added by hand');
    expect(api.addReviewItem).toHaveBeenCalledWith('r1', {
      title: 'Who is on call?',
    });
  });

  it('ends an integration only with a day', async () => {
    const api = fakeReviews(testReview());
    renderPage(api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Decide…' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.click(dialog.getByRole('button', { name: 'End' }));
    await userEvent.type(
      dialog.getByRole('textbox', { name: 'Reason' }),
      'The shop is sold.',
    );
    const decide = dialog.getByRole('button', { name: 'Decide it' });
    expect(decide).toBeDisabled();
    await userEvent.type(dialog.getByLabelText('Ends on'), '2127-03-31');
    await userEvent.type(
      dialog.getByRole('textbox', { name: 'Replacement' }),
      'order-api',
    );
    await userEvent.click(decide);
    expect(
      await screen.findByText(/on 31 Mar 2127, replaced by order-api/),
    ).toBeVisible();
    expect(api.decideKeepOrEnd).toHaveBeenCalledWith('r1', {
      decision: 'end',
      reason: 'The shop is sold.',
      endOn: '2127-03-31',
      replacement: 'order-api',
    });
  });

  it('is called off only with a reason, and stays readable', async () => {
    const api = fakeReviews(testReview());
    renderPage(api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Cancel review…' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(
      dialog.getByRole('textbox', { name: 'Reason' }),
      'Nobody came.',
    );
    await userEvent.click(dialog.getByRole('button', { name: 'Call it off' }));
    expect(await screen.findByText('Left open.')).toBeVisible();
    expect(screen.getByRole('region', { name: 'Facts' })).toHaveTextContent(
      'Called offNobody came.',
    );
    expect(api.cancelReview).toHaveBeenCalledWith('r1', {
      reason: 'Nobody came.',
    });
  });

  it('shows it as it was at an instant, says so, and leads back to now', async () => {
    const api = fakeReviews(testReview());
    renderPage(api, '/reviews/r1?asOf=2026-11-20T10:00:00.000Z');
    expect(await screen.findByRole('note')).toHaveTextContent(
      `This is past: the review as it was at ${formatInstant('2026-11-20T10:00:00.000Z')}.`,
    );
    await item('Health got worse');
    expect(api.getReview).toHaveBeenLastCalledWith(
      'r1',
      { asOf: '2026-11-20T10:00:00.000Z' },
      expect.anything(),
    );
    expect(
      screen.queryByRole('button', { name: /^(Fine|Sign|Decide|Add)/ }),
    ).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Back to now' }));
    expect(
      await screen.findByRole('button', { name: 'Sign…' }),
    ).toBeInTheDocument();
    expect(api.getReview).toHaveBeenLastCalledWith(
      'r1',
      undefined,
      expect.anything(),
    );
    await userEvent.click(
      within(screen.getByRole('list', { name: 'Trail' })).getByRole('button'),
    );
    expect(screen.getByTestId('where')).toHaveTextContent(
      '?asOf=2026-11-20T09%3A00%3A00.000Z',
    );
  });

  it('shows the instant that is chosen, and no instant that is to come', async () => {
    const api = fakeReviews(testReview());
    renderPage(api);
    const field = await screen.findByLabelText('As of');
    const show = screen.getByRole('button', { name: 'Show' });
    await userEvent.clear(field);
    await userEvent.type(field, '2127-01-01T10:00');
    expect(show).toBeDisabled();
    await userEvent.clear(field);
    await userEvent.type(field, '2020-11-20T10:00');
    await userEvent.click(show);
    await screen.findByRole('note');
    expect(api.getReview).toHaveBeenLastCalledWith(
      'r1',
      { asOf: new Date('2020-11-20T10:00').toISOString() },
      expect.anything(),
    );
  });

  it('says why somebody may only read, and what was found', async () => {
    renderPage(
      fakeReviews(
        testReview({
          mayHold: false,
          findings: [testFinding({ mayChange: false })],
        }),
      ),
    );
    const fine = await screen.findByRole('button', {
      name: 'Fine: Health got worse',
    });
    expect(fine).toBeDisabled();
    expect(fine).toHaveAccessibleDescription(/integration\.review\.hold/);
    expect(screen.getByRole('button', { name: 'Sign…' })).toBeDisabled();
    expect(
      screen.getByRole('heading', { name: 'Bound the retries' }),
    ).toBeVisible();
  });

  it('says that there is no such review', async () => {
    renderPage({
      getReview: async () => {
        throw Object.assign(new Error('Not found'), { statusCode: 404 });
      },
    });
    expect(
      await screen.findByRole('heading', { name: 'There is no such review' }),
    ).toBeVisible();
  });
});
