import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  IntegrationGovernanceApi,
  IntegrationImprovementApi,
} from '@tieline/plugin-integrations-common/governance';
import {
  integrationGovernanceApiRef,
  integrationImprovementApiRef,
} from '../apis';
import {
  testOrganisationAnswers,
  testPainPoint,
  testPilotPage,
} from '../improvement/testImprovement';
import { waiversRouteRef } from '../routes';
import { laterDay } from '../shared/days';
import { queryClient } from '../shared/queries';
import { testWaiver, testWaiverPage } from '../waivers/testWaiver';
import { ScorecardPage } from './ScorecardPage';
import { scorecardCsv } from './scorecardColumns';
import { emptyPortfolio, testPortfolio, testScorecard } from './testScorecard';

const failureHandling = /^order-events, Failure handling: not yet/;

function renderPage(
  api: Partial<IntegrationGovernanceApi> = {},
  options: {
    path?: string;
    improvement?: Partial<IntegrationImprovementApi>;
  } = {},
) {
  const getScorecard = jest.fn(
    api.getScorecard ?? (async () => testPortfolio()),
  );
  const governance = {
    getIntegrationScorecard: jest.fn(async () => testScorecard()),
    getScorecardHistory: async () => ({ points: [] }),
    ...api,
    getScorecard,
  };
  renderInTestApp(<ScorecardPage />, {
    initialRouteEntries: [options.path ?? '/'],
    mountedRoutes: {
      '/catalog/:namespace/:kind/:name': entityRouteRef,
      '/waivers': waiversRouteRef,
    },
    apis: [
      [integrationGovernanceApiRef, governance],
      [
        integrationImprovementApiRef,
        {
          listPainPoints: async () => ({
            items: [testPainPoint()],
            totalItems: 1,
            mayStart: true,
          }),
          getOrganisationAnswers: async () => testOrganisationAnswers(),
          ...options.improvement,
        } as Partial<IntegrationImprovementApi>,
      ],
      mockApis.permission(),
    ],
  });
  return { getScorecard };
}

describe('ScorecardPage', () => {
  afterEach(() => queryClient.clear());

  it('moves between cells with arrow keys, opens the evidence with Enter and gives the focus back on Escape', async () => {
    renderPage();
    const first = await screen.findByRole('button', {
      name: 'order-events, Inventory: yes',
    });
    act(() => first.focus());
    await userEvent.keyboard('{ArrowRight>4/}');
    const cell = screen.getByRole('button', { name: failureHandling });
    expect(cell).toHaveFocus();
    expect(cell).toHaveAttribute('tabindex', '0');
    expect(first).toHaveAttribute('tabindex', '-1');

    await userEvent.keyboard('{Enter}');
    const panel = await screen.findByRole('complementary', {
      name: 'Failure handling',
    });
    await waitFor(() => expect(panel).toHaveFocus());
    expect(
      await within(panel).findByText('It retries without end.'),
    ).toBeVisible();
    expect(within(panel).getByText('41 attempts of one call')).toBeVisible();
    expect(within(panel).getByText('observed')).toBeVisible();
    expect(within(panel).getByText(/^not re-checked since/)).toBeVisible();
    expect(
      within(panel)
        .getAllByRole('heading', { level: 3 })
        .map(heading => heading.textContent),
    ).toEqual(['Bounded retries', 'Dead-letter queue is alarmed']);
    expect(
      within(panel).getByRole('link', { name: 'Bound the retries' }),
    ).toHaveAttribute('href', 'https://docs.example.org/retries');

    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('complementary')).not.toBeInTheDocument();
    expect(cell).toHaveFocus();
  });

  it('shows the map where the address names no integration that there could be', async () => {
    renderPage({}, { path: '/?integration=x&question=failure-handling' });
    expect(
      await screen.findByRole('button', { name: failureHandling }),
    ).toBeVisible();
    expect(screen.queryByRole('complementary')).not.toBeInTheDocument();
  });

  it('leads to the waivers that wait for a decision', async () => {
    renderPage({
      listWaivers: async () =>
        testWaiverPage([
          testWaiver(),
          testWaiver({ id: 'w2' }),
          testWaiver({ id: 'w3', state: 'approved' }),
        ]),
    });
    expect(
      await screen.findByRole('link', {
        name: '2 waivers wait for a decision',
      }),
    ).toHaveAttribute('href', '/waivers?state=asked');
  });

  it('goes up and down over groups and to the ends of a row and of the map', async () => {
    renderPage();
    const cell = await screen.findByRole('button', {
      name: /^stock-reserve, Failure handling: waived/,
    });
    act(() => cell.focus());
    await userEvent.keyboard('{ArrowDown}');
    expect(screen.getAllByRole('gridcell', { name: /1 yes/ })).toContain(
      document.activeElement,
    );
    await userEvent.keyboard('{ArrowDown}');
    expect(
      screen.getByRole('button', { name: /^invoice-post, Failure handling/ }),
    ).toHaveFocus();
    await userEvent.keyboard('{Home}');
    expect(
      within(screen.getByRole('grid')).getByRole('link', {
        name: 'invoice-post',
      }),
    ).toHaveFocus();
    await userEvent.keyboard('{Control>}{Home}{/Control}');
    expect(screen.getByRole('button', { name: /^Orders/ })).toHaveFocus();
  });

  it('shows again what a link says: grouping, view, folded groups and the open cell', async () => {
    const api = renderPage(
      {},
      {
        path: '/?group=team&folded=domain%3Adefault%2Fback-office&integration=integration%3Adefault%2Forder-events&question=failure-handling',
      },
    );
    const panel = await screen.findByRole('complementary', {
      name: 'Failure handling',
    });
    expect(
      await within(panel).findByText('It retries without end.'),
    ).toBeVisible();
    expect(panel).not.toHaveFocus();
    expect(api.getScorecard).toHaveBeenCalledWith(
      { groupBy: 'team' },
      expect.anything(),
    );
    expect(screen.getByRole('button', { name: 'Team' })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    expect(
      screen.getByRole('button', { name: failureHandling }),
    ).toHaveAttribute('aria-expanded', 'true');
    expect(
      within(screen.getByRole('grid')).queryByText('invoice-post'),
    ).not.toBeInTheDocument();
  });

  it('folds a group and keeps its roll-up', async () => {
    renderPage();
    const fold = await screen.findByRole('button', { name: /^Orders/ });
    await userEvent.click(fold);
    expect(fold).toHaveAttribute('aria-expanded', 'false');
    expect(screen.queryByText('order-events')).not.toBeInTheDocument();
    expect(
      within(screen.getByRole('grid')).getByText('invoice-post'),
    ).toBeVisible();
    expect(screen.getByRole('row', { name: /^Orders/ })).toHaveTextContent(
      '2 yes, 0 not yet, 0 unmeasured of 2',
    );
  });

  it('counts unmeasured apart from yes and from not yet', async () => {
    renderPage();
    const total = await screen.findByRole('row', { name: /^All integrations/ });
    const [, , , delivery, handling] = within(total).getAllByRole('gridcell');
    expect(delivery).toHaveTextContent('1 yes, 0 not yet, 2 unmeasured of 3');
    expect(handling).toHaveTextContent(
      '1 yes, 1 not yet, 0 unmeasured, 1 waived of 3',
    );
    expect(
      screen.getByRole('button', {
        name: 'order-events, Delivery: unmeasured, 3 checks are unmeasured',
      }),
    ).toHaveTextContent('3');
    expect(
      screen.getByText(/Question 1 for the whole: 3 declared of 4 found/),
    ).toBeVisible();
  });

  it("shows the CSV file's columns and words as a table", async () => {
    renderPage({}, { path: '/?view=table' });
    const table = await screen.findByRole('table');
    const csv = scorecardCsv(testPortfolio());
    expect(
      within(table)
        .getAllByRole('columnheader')
        .map(cell => cell.textContent),
    ).toEqual(Object.keys(csv[0]));
    const [, firstRow] = within(table).getAllByRole('row');
    expect([...firstRow.children].map(cell => cell.textContent)).toEqual(
      Object.values(csv[0]).map(value => String(value || '–')),
    );
    expect(csv[0]).toMatchObject({
      '4 Delivery': 'unmeasured',
      '5 Failure handling': 'not yet',
      Yes: 6,
      Applicable: 8,
    });
  });

  it('runs the checklist, says how far it is and what came of it, and reads the scorecard anew', async () => {
    jest.useFakeTimers();
    try {
      const user = userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
      const begun = {
        id: 'e1',
        startedAt: '2026-11-22T10:00:00.000Z',
        total: 38,
        done: 0,
        changed: 0,
      };
      const getEvaluation = jest
        .fn()
        .mockResolvedValueOnce({ ...begun, done: 12 })
        .mockResolvedValue({
          ...begun,
          done: 38,
          changed: 2,
          finishedAt: '2026-11-22T10:00:03.000Z',
        });
      const api = renderPage({
        runChecklist: async () => begun,
        getEvaluation,
      });
      const button = await screen.findByRole('button', {
        name: 'Run the checklist',
      });
      await waitFor(() => expect(button).toBeEnabled());
      const readsBefore = api.getScorecard.mock.calls.length;
      await user.click(button);
      expect(
        await screen.findByText('12 of 38 integrations judged'),
      ).toBeVisible();
      expect(button).toBeDisabled();
      await act(async () => jest.advanceTimersByTime(1_000));
      expect(
        await screen.findByText('38 integrations judged, 2 changed.'),
      ).toHaveAttribute('role', 'status');
      expect(button).toBeEnabled();
      await waitFor(() =>
        expect(api.getScorecard.mock.calls.length).toBeGreaterThan(readsBefore),
      );
    } finally {
      jest.useRealTimers();
    }
  });

  it('says what could not be read and tries again', async () => {
    const getScorecard = jest
      .fn()
      .mockRejectedValueOnce(new Error('The database is away'))
      .mockResolvedValue(testPortfolio());
    renderPage({ getScorecard });
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('The scorecard could not be read');
    expect(alert).toHaveTextContent('The database is away');
    await userEvent.click(within(alert).getByRole('button', { name: 'Retry' }));
    expect(await screen.findByRole('grid')).toBeVisible();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('says how to begin where there is no integration yet', async () => {
    renderPage({ getScorecard: async () => emptyPortfolio() });
    expect(
      await screen.findByRole('heading', { name: 'No integration yet' }),
    ).toBeVisible();
    expect(screen.queryByRole('grid')).not.toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'CSV' }),
    ).not.toBeInTheDocument();
  });

  it('shows where the share of yes goes, of the group and range of the address, as a table', async () => {
    const getScorecardHistory = jest.fn(async () => ({
      points: [
        { day: '2026-01-01', integrations: 3, yesShare: null, answers: [] },
        { day: '2026-02-01', integrations: 3, yesShare: 0.5, answers: [] },
      ],
    }));
    renderPage(
      { getScorecardHistory },
      {
        path: '/?group=team&range=365&trendAs=table&trendOf=domain:default/orders',
      },
    );
    const table = await screen.findByRole('region', {
      name: 'Share of yes, as a table',
    });
    expect(
      within(table)
        .getAllByRole('row')
        .map(row => row.textContent),
    ).toEqual(['Dayyes', '2026-02-0150\u00a0%', '2026-01-01unmeasured']);
    expect(getScorecardHistory).toHaveBeenCalledWith(
      {
        groupBy: 'team',
        key: 'domain:default/orders',
        from: laterDay(new Date(), -365),
      },
      expect.anything(),
    );
  });

  it('groups by platform and leads to the improvement', async () => {
    const { getScorecard } = renderPage(
      {},
      {
        improvement: {
          listPilots: async () => testPilotPage([]),
          listGoals: async () => ({ items: [], maySet: true }),
        },
      },
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Platform' }),
    );
    await waitFor(() =>
      expect(getScorecard).toHaveBeenLastCalledWith(
        { groupBy: 'platform' },
        expect.anything(),
      ),
    );
    const pains = await screen.findByRole('list', {
      name: 'Worst pain points',
    });
    expect(pains).toHaveTextContent('9 fail, 3 unmeasured');
    await userEvent.click(screen.getByRole('button', { name: 'Improve' }));
    expect(
      await screen.findByRole('list', { name: 'Pain points' }),
    ).toBeVisible();
    expect(screen.queryByRole('grid')).not.toBeInTheDocument();
  });

  it('says so where there is no history yet', async () => {
    renderPage({
      getScorecardHistory: async () => ({
        points: [],
        because: 'the first day is not over.',
      }),
    });
    expect(
      await screen.findByText(/No history yet: the first day is not over\./),
    ).toBeVisible();
  });

  it('reads the rows of a large portfolio group by group, as the address says', async () => {
    const large = () => {
      const portfolio = testPortfolio();
      return {
        ...portfolio,
        total: { ...portfolio.total, integrations: 4000 },
      };
    };
    const getScorecard = jest.fn(
      async (request?: { withRows?: boolean; domain?: string[] }) => ({
        ...large(),
        rows:
          request?.withRows === false
            ? []
            : testPortfolio().rows.filter(row =>
                request?.domain?.includes(row.groupKey),
              ),
      }),
    );
    renderPage({ getScorecard });
    const orders = await screen.findByRole('button', { name: /^Orders/ });
    expect(orders).toHaveAttribute('aria-expanded', 'false');
    expect(getScorecard).toHaveBeenCalledTimes(1);
    await userEvent.click(orders);
    expect(
      await screen.findByRole('button', { name: failureHandling }),
    ).toBeVisible();
    expect(getScorecard).toHaveBeenLastCalledWith(
      { groupBy: 'domain', domain: ['domain:default/orders'] },
      expect.anything(),
    );
    expect(screen.queryByText('invoice-post')).not.toBeInTheDocument();
  });

  it('answers four questions for the whole, and records a document', async () => {
    const recordDocument = jest
      .fn()
      .mockRejectedValueOnce(new Error('reviewEveryDays is too long'))
      .mockResolvedValue({});
    renderPage({}, { improvement: { recordDocument } });
    const list = await screen.findByRole('list', {
      name: 'Answered for the whole',
    });
    const [inventory, delivery] = await within(list).findAllByRole('listitem');
    expect(inventory).toHaveTextContent('not yet');
    expect(inventory).toHaveTextContent('Declared of seen: 3 of 4 (75 %)');
    expect(delivery).toHaveTextContent('unmeasured');
    await userEvent.click(
      within(delivery).getByRole('button', {
        name: 'Record the document of 4 Delivery…',
      }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.click(dialog.getByRole('textbox', { name: 'Address' }));
    await userEvent.paste('https://wiki.example.org/delivery');
    const button = dialog.getByRole('button', { name: 'Record it' });
    await userEvent.click(button);
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      /^reviewEveryDays is too long$/,
    );
    await userEvent.click(button);
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(recordDocument).toHaveBeenLastCalledWith('delivery-process', {
      href: 'https://wiki.example.org/delivery',
      reviewEveryDays: 365,
    });
  });

  it('names the permission to who may not record a document', async () => {
    renderPage(
      {},
      {
        improvement: {
          getOrganisationAnswers: async () =>
            testOrganisationAnswers({ mayRecord: false }),
        },
      },
    );
    const button = await screen.findByRole('button', {
      name: 'Record the document of 4 Delivery…',
    });
    expect(button).toBeDisabled();
    expect(button).toHaveAccessibleDescription(/integration\.document\.manage/);
  });
});
