import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  AssessmentDetail,
  AssessmentPage,
  IntegrationGovernanceApi,
  IntegrationImprovementApi,
} from '@tieline/plugin-integrations-common/governance';
import {
  integrationGovernanceApiRef,
  integrationImprovementApiRef,
} from '../apis';
import { assessmentsRouteRef } from '../routes';
import { queryClient } from '../shared/queries';
import { testFacets, testPage } from '../shared/testHealth';
import { AssessmentsPage } from './AssessmentsPage';
import {
  testAssessment,
  testAssessmentPage,
  testAssessmentRow,
  testReport,
} from './testAssessments';

const CHANGED = ['worse', 'better', 'changed', 'new', 'gone'];

function renderPage(
  options: {
    path?: string;
    page?: AssessmentPage;
    detail?: AssessmentDetail;
    api?: Partial<IntegrationImprovementApi>;
  } = {},
) {
  const listAssessmentRows = jest.fn(
    async (_: string, request?: { limit?: number }) => ({
      items:
        request?.limit === 500
          ? [
              testAssessmentRow(),
              testAssessmentRow({ integration: testFacets('the-last-one') }),
            ]
          : [testAssessmentRow()],
      totalItems: 2,
      pageInfo: request?.limit === 500 ? {} : { nextCursor: 'c2' },
    }),
  );
  const getAssessment = jest.fn(async () => options.detail ?? testReport());
  renderInTestApp(<AssessmentsPage />, {
    initialRouteEntries: [options.path ?? '/assessments'],
    mountedRoutes: {
      '/assessments': assessmentsRouteRef,
      '/catalog/:namespace/:kind/:name': entityRouteRef,
    },
    apis: [
      mockApis.permission(),
      mockApis.identity({ ownershipEntityRefs: ['group:default/fulfilment'] }),
      [
        integrationGovernanceApiRef,
        {
          listIntegrations: async () => testPage([]),
        } as Partial<IntegrationGovernanceApi>,
      ],
      [
        integrationImprovementApiRef,
        {
          listAssessments: async () =>
            options.page ??
            testAssessmentPage([
              testAssessment(),
              testAssessment({
                id: 's0',
                title: 'First quarter',
                frozenAt: '2026-04-01T09:02:00.000Z',
              }),
            ]),
          getAssessment,
          listAssessmentRows,
          ...options.api,
        } as Partial<IntegrationImprovementApi>,
      ],
    ],
  });
  return { listAssessmentRows, getAssessment };
}

describe('AssessmentsPage', () => {
  afterEach(() => queryClient.clear());

  it('lists assessments with their share, how far one is, and why one failed', async () => {
    renderPage({
      page: testAssessmentPage([
        testAssessment({ id: 's4', state: 'running', done: 12 }),
        testAssessment({
          id: 's3',
          state: 'failed',
          because: 'The checklist was replaced.',
        }),
        testAssessment(),
        testAssessment({ id: 's1', title: 'Empty', yesShare: null }),
      ]),
    });
    const [running, failed, done, empty] =
      await screen.findAllByRole('listitem');
    expect(within(running).getByRole('progressbar')).toHaveAttribute(
      'aria-valuetext',
      '12 of 38 integrations',
    );
    expect(failed).toHaveTextContent('The checklist was replaced.');
    expect(done).toHaveTextContent('56 % yes, 36 integrations');
    expect(done).toHaveTextContent('ada.lind');
    expect(empty).toHaveTextContent('unmeasured');
  });

  it('says how to begin where there is none', async () => {
    renderPage({ page: testAssessmentPage([]) });
    expect(
      await screen.findByRole('heading', { name: 'No assessment yet' }),
    ).toBeVisible();
  });

  it('runs one, and opens it', async () => {
    const startAssessment = jest.fn(async () =>
      testAssessment({ state: 'running' }),
    );
    const { getAssessment } = renderPage({ api: { startAssessment } });
    const run = await screen.findByRole('button', {
      name: 'Run an assessment…',
    });
    await waitFor(() => expect(run).toBeEnabled());
    await userEvent.click(run);
    await userEvent.type(
      screen.getByRole('textbox', { name: 'Title' }),
      'Fourth quarter',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Run it' }));
    await waitFor(() =>
      expect(startAssessment).toHaveBeenCalledWith({ title: 'Fourth quarter' }),
    );
    await waitFor(() =>
      expect(getAssessment).toHaveBeenCalledWith('s2', {}, expect.anything()),
    );
  });

  it('says that another one runs, and keeps what was typed', async () => {
    renderPage({
      api: {
        startAssessment: async () => {
          throw new Error('Another assessment runs.');
        },
      },
    });
    const run = await screen.findByRole('button', {
      name: 'Run an assessment…',
    });
    await waitFor(() => expect(run).toBeEnabled());
    await userEvent.click(run);
    await userEvent.type(screen.getByRole('textbox', { name: 'Title' }), 'Q4');
    await userEvent.click(screen.getByRole('button', { name: 'Run it' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Another assessment runs.',
    );
    expect(screen.getByRole('textbox', { name: 'Title' })).toHaveValue('Q4');
  });

  it('lets nobody run one without the permission, and says which that is', async () => {
    renderPage({ page: testAssessmentPage([], { mayRun: false }) });
    expect(
      (await screen.findAllByText(/integration\.assessment\.run/)).length,
    ).toBeGreaterThan(0);
    expect(
      screen.getByRole('button', { name: 'Run an assessment…' }),
    ).toBeDisabled();
  });

  it('reports answers against the other, teams, and what hurt most then', async () => {
    renderPage({ path: '/assessments?assessment=s2' });
    expect(
      await screen.findByRole('heading', { name: 'Third quarter', level: 1 }),
    ).toBeVisible();
    expect(
      await screen.findByText(/4 percentage points more than then, 52 %\./),
    ).toBeVisible();
    expect(
      screen.getByText(/judged by different versions of the checklist/),
    ).toBeVisible();
    const answers = within(
      screen.getByRole('region', { name: 'Answers by question' }),
    );
    expect(
      answers.getByRole('row', { name: /^1 Inventory .*20 10 5 1 0 \+3$/ }),
    ).toBeVisible();
    expect(
      answers.getByRole('row', { name: /^8 Retirement .* not asked then$/ }),
    ).toBeVisible();
    const teams = within(screen.getByRole('region', { name: 'Teams' }));
    expect(teams.getAllByRole('row')[1]).toHaveTextContent('Fulfilment941');
    expect(
      teams.getByRole('row', { name: /no owner 1 unmeasured/ }),
    ).toBeVisible();
    expect(
      screen.getByRole('heading', { name: 'A drill within its shelf life' }),
    ).toBeVisible();
  });

  it('shows which integrations changed, as the address filters them', async () => {
    const { listAssessmentRows, getAssessment } = renderPage({
      path: '/assessments?assessment=s2&with=s0',
    });
    const row = await screen.findByRole('row', {
      name: /^order-events .*worse/,
    });
    expect(row).toHaveTextContent('8 of 8 → 7 of 8');
    expect(row).toHaveTextContent('Reviewed in time');
    expect(getAssessment).toHaveBeenCalledWith(
      's2',
      { compareWith: 's0' },
      expect.anything(),
    );
    expect(listAssessmentRows).toHaveBeenCalledWith(
      's2',
      { compareWith: 's0', change: CHANGED, limit: 50, cursor: undefined },
      expect.anything(),
    );
    await userEvent.click(screen.getByRole('button', { name: 'worse 2' }));
    await waitFor(() =>
      expect(listAssessmentRows).toHaveBeenLastCalledWith(
        's2',
        { compareWith: 's0', change: ['worse'], limit: 50, cursor: undefined },
        expect.anything(),
      ),
    );
  });

  it('compares with the one that is chosen', async () => {
    const { getAssessment } = renderPage({
      path: '/assessments?assessment=s2',
    });
    const choice = await screen.findByLabelText('Compare with');
    await screen.findByRole('option', { name: /^First quarter/ });
    await userEvent.selectOptions(choice, 's0');
    await waitFor(() =>
      expect(getAssessment).toHaveBeenLastCalledWith(
        's2',
        { compareWith: 's0' },
        expect.anything(),
      ),
    );
  });

  it('compares nothing where there is no other', async () => {
    const { listAssessmentRows } = renderPage({
      path: '/assessments?assessment=s2',
      detail: testReport({ comparedWith: undefined }),
    });
    expect(
      await screen.findByText('No other assessment to compare with yet.'),
    ).toBeVisible();
    expect(
      screen.queryByRole('columnheader', { name: 'Change in yes' }),
    ).not.toBeInTheDocument();
    await waitFor(() =>
      expect(listAssessmentRows).toHaveBeenCalledWith(
        's2',
        { limit: 50, cursor: undefined },
        expect.anything(),
      ),
    );
  });

  it('exports what the backend wrote', async () => {
    const exportAssessment = jest.fn(async () => 'a,b');
    const createObjectURL = jest.fn((_: Blob) => 'blob:x');
    Object.assign(URL, { createObjectURL, revokeObjectURL: jest.fn() });
    jest
      .spyOn(HTMLAnchorElement.prototype, 'click')
      .mockImplementation(() => {});
    renderPage({
      path: '/assessments?assessment=s2',
      api: { exportAssessment },
    });
    await userEvent.click(await screen.findByRole('button', { name: 'CSV' }));
    await waitFor(() => expect(createObjectURL).toHaveBeenCalledTimes(1));
    await userEvent.click(screen.getByRole('button', { name: 'JSON' }));
    await waitFor(() => expect(createObjectURL).toHaveBeenCalledTimes(2));
    expect(exportAssessment.mock.calls).toEqual([
      ['s2', 'csv'],
      ['s2', 'json'],
    ]);
    expect(createObjectURL.mock.calls.map(([blob]) => blob.type)).toEqual([
      'text/csv;charset=utf-8',
      'application/json;charset=utf-8',
    ]);
    jest.restoreAllMocks();
  });

  it('prints every row that the filters leave, not only the page', async () => {
    const seen: string[] = [];
    jest.spyOn(window, 'print').mockImplementation(() => {
      seen.push(document.body.textContent ?? '');
    });
    renderPage({ path: '/assessments?assessment=s2' });
    await screen.findByRole('row', { name: /^order-events/ });
    expect(screen.queryByText('the-last-one')).not.toBeInTheDocument();
    const print = screen.getByRole('button', { name: 'Print' });
    await waitFor(() => expect(print).toBeEnabled());
    await userEvent.click(print);
    await waitFor(() => expect(seen).toHaveLength(1));
    expect(seen[0]).toContain('the-last-one');
    act(() => {
      window.dispatchEvent(new Event('afterprint'));
    });
    await waitFor(() =>
      expect(screen.queryByText('the-last-one')).not.toBeInTheDocument(),
    );
    jest.restoreAllMocks();
  });

  it('says why one failed, and runs it again', async () => {
    const startAssessment = jest.fn(async () => testAssessment({ id: 's9' }));
    renderPage({
      path: '/assessments?assessment=s2',
      detail: testReport({
        state: 'failed',
        because: 'The backend stopped.',
      }),
      api: { startAssessment },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The backend stopped.',
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Run it again…' }),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Run it' }));
    await waitFor(() =>
      expect(startAssessment).toHaveBeenCalledWith({
        title: 'Third quarter',
        note: 'Before the board meets.',
      }),
    );
  });

  it('says that an assessment is gone', async () => {
    renderPage({
      path: '/assessments?assessment=s2',
      api: {
        getAssessment: async () => {
          throw Object.assign(new Error('none'), { statusCode: 404 });
        },
      },
    });
    expect(
      await screen.findByRole('heading', {
        name: 'There is no such assessment',
      }),
    ).toBeVisible();
  });
});
