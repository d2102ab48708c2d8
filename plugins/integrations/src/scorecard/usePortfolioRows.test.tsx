import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  GetScorecardRequest,
  PortfolioScorecard,
  RollUp,
} from '@tieline/plugin-integrations-common/governance';
import {
  integrationGovernanceApiRef,
  integrationImprovementApiRef,
} from '../apis';
import { testOrganisationAnswers } from '../improvement/testImprovement';
import { queryClient } from '../shared/queries';
import { ScorecardPage } from './ScorecardPage';
import { testPortfolio, testScorecard } from './testScorecard';

const refOf = (name: string) => `group:default/${name}`;

/** Sales with the shop in it, which has the tills; and the plant beside them. */
function largePortfolio(): PortfolioScorecard {
  const portfolio = testPortfolio();
  const [example] = portfolio.groups;
  const groupOf = (
    title: string,
    fields: Pick<RollUp, 'depth' | 'childGroups' | 'parentKey'>,
  ): RollUp => ({
    ...example,
    ...fields,
    key: refOf(title.toLocaleLowerCase('en-US')),
    title,
    integrations: 1000,
  });
  const rowOf = (name: string, owner: string) => {
    const [row] = portfolio.rows;
    const entityRef = `integration:default/${name}`;
    return {
      ...row,
      groupKey: refOf(owner),
      integration: {
        ...row.integration,
        entityRef,
        name,
        ownerRef: refOf(owner),
      },
    };
  };
  return {
    ...portfolio,
    groupBy: 'team',
    total: { ...portfolio.total, integrations: 4000 },
    groups: [
      groupOf('Sales', { depth: 0, childGroups: 1 }),
      groupOf('Shop', { depth: 1, childGroups: 1, parentKey: refOf('sales') }),
      groupOf('Tills', { depth: 2, childGroups: 0, parentKey: refOf('shop') }),
      groupOf('Plant', { depth: 0, childGroups: 0 }),
    ],
    rows: [
      rowOf('leads', 'sales'),
      rowOf('baskets', 'shop'),
      rowOf('receipts', 'tills'),
      rowOf('machines', 'plant'),
    ],
  };
}

/** Answers as the API does. */
async function answer(
  request: GetScorecardRequest = {},
): Promise<PortfolioScorecard> {
  const { groups, rows, ...rest } = largePortfolio();
  const levelOf = ({ depth, parentKey }: RollUp) =>
    request.within === 'top' ? depth === 0 : parentKey === request.within;
  return {
    ...rest,
    groups: request.within ? groups.filter(levelOf) : groups,
    rows: rows.filter(
      ({ groupKey }) =>
        request.withRows !== false &&
        (request.owner?.includes(groupKey) ?? true),
    ),
  };
}

function renderPage(path: string, read = answer) {
  const getScorecard = jest.fn(read);
  renderInTestApp(<ScorecardPage />, {
    initialRouteEntries: [path],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    apis: [
      [
        integrationGovernanceApiRef,
        {
          getScorecard,
          getIntegrationScorecard: async () => testScorecard(),
          getScorecardHistory: async () => ({ points: [] }),
        },
      ],
      [
        integrationImprovementApiRef,
        {
          listPainPoints: async () => ({
            items: [],
            totalItems: 0,
            mayStart: true,
          }),
          getOrganisationAnswers: async () => testOrganisationAnswers(),
        },
      ],
      mockApis.permission(),
    ],
  });
  return {
    requests: () => getScorecard.mock.calls.map(([request]) => request),
  };
}

/** The groups and integrations of the map, from top to bottom. */
const rowsShown = () =>
  within(screen.getByRole('grid'))
    .getAllByRole('rowheader')
    .map(head =>
      ['Sales', 'Shop', 'Tills', 'Plant']
        .concat('leads', 'baskets', 'receipts', 'machines')
        .find(name => head.textContent?.startsWith(name)),
    )
    .filter(Boolean);

const group = (name: string) =>
  screen.findByRole('button', { name: new RegExp(`^${name}`) });

const top = { groupBy: 'team', within: 'top', withRows: false };
const levelIn = (name: string) => ({ ...top, within: refOf(name) });
const rowsOf = (name: string) => ({ groupBy: 'team', owner: [refOf(name)] });

describe('a large portfolio', () => {
  afterEach(() => queryClient.clear());

  it('is its outermost groups, and reads the sub-groups and rows of each that is opened', async () => {
    const page = renderPage('/?group=team');
    const sales = await group('Sales');
    expect(sales).toHaveAttribute('aria-expanded', 'false');
    expect(rowsShown()).toEqual(['Sales', 'Plant']);
    expect(page.requests()).toEqual([top]);

    await userEvent.click(sales);
    expect(await group('Shop')).toHaveAttribute('aria-expanded', 'false');
    await screen.findByText('leads');
    expect(rowsShown()).toEqual(['Sales', 'leads', 'Shop', 'Plant']);
    expect(page.requests().slice(1)).toEqual([
      levelIn('sales'),
      rowsOf('sales'),
    ]);

    // Nothing lies within the plant: only its rows are read.
    await userEvent.click(await group('Plant'));
    await screen.findByText('machines');
    expect(page.requests().slice(3)).toEqual([rowsOf('plant')]);

    await userEvent.click(await group('Shop'));
    await group('Tills');
    await screen.findByText('baskets');
    expect(rowsShown()).toEqual([
      'Sales',
      'leads',
      'Shop',
      'baskets',
      'Tills',
      'Plant',
      'machines',
    ]);
    await userEvent.click(sales);
    expect(rowsShown()).toEqual(['Sales', 'Plant', 'machines']);
  });

  it('shows again what a link says of groups opened in each other', async () => {
    const opened = ['tills', 'shop', 'sales']
      .map(name => `&opened=${encodeURIComponent(refOf(name))}`)
      .join('');
    const page = renderPage(`/?group=team${opened}`);
    await screen.findByText('receipts');
    await waitFor(() =>
      expect(rowsShown()).toEqual([
        'Sales',
        'leads',
        'Shop',
        'baskets',
        'Tills',
        'receipts',
        'Plant',
      ]),
    );
    expect(await group('Tills')).toHaveAttribute('aria-expanded', 'true');
    const levels = page
      .requests()
      .filter(request => request?.within !== undefined);
    expect(levels).toEqual([top, levelIn('sales'), levelIn('shop')]);
  });

  it('says under a group that its sub-groups could not be read, and tries again', async () => {
    let isAway = true;
    renderPage('/?group=team', async request => {
      if (isAway && request?.within === refOf('sales')) {
        throw new Error('The database is away');
      }
      return answer(request);
    });
    await userEvent.click(await group('Sales'));
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('The groups of Sales could not be read');
    expect(await screen.findByText('leads')).toBeVisible();
    isAway = false;
    await userEvent.click(within(alert).getByRole('button', { name: 'Retry' }));
    expect(await group('Shop')).toBeVisible();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('names the group of a trend that lies within one that is not opened', async () => {
    renderPage('/?group=team&trendOf=group:default/tills');
    expect(
      await screen.findByRole('heading', { name: 'Trend of tills' }),
    ).toBeVisible();
  });

  it('is read whole for the table', async () => {
    const page = renderPage('/?group=team&view=table');
    const table = await screen.findByRole('table');
    expect(within(table).getAllByRole('row')).toHaveLength(5);
    expect(page.requests()).toEqual([top, { groupBy: 'team' }]);
  });
});
