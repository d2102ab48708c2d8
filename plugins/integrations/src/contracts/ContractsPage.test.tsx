import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  IntegrationContractsApi,
  ListContractsRequest,
} from '@tieline/plugin-integrations-common/contracts';
import { queryClient } from '../shared/queries';
import { ContractsPage } from './ContractsPage';
import { renderContracts } from './__testUtils__/renderContracts';
import { testContractPage, testSummary, testVersion } from './testContracts';

const contracts = [
  testSummary('orders', {
    verdict: 'incompatible',
    latest: testVersion('2.0.0', { breaking: 3, verdict: 'incompatible' }),
    lastRefusedAt: '2025-11-17T10:12:00.000Z',
  }),
  testSummary('stock', { id: 2, ownerRef: undefined }),
];

function renderPage(
  path = '/contracts',
  listContracts: IntegrationContractsApi['listContracts'] = async () =>
    testContractPage(contracts),
) {
  const list = jest.fn(listContracts);
  renderContracts(<ContractsPage />, { listContracts: list }, { path });
  const lastRequest = () =>
    list.mock.calls.at(-1)?.[0] as ListContractsRequest | undefined;
  return { list, lastRequest };
}

describe('ContractsPage', () => {
  afterEach(() => queryClient.clear());

  it('says of each contract what it is, how it came out and why, and who changed it', async () => {
    renderPage();
    const row = await screen.findByRole('row', { name: /Title of orders/ });
    expect(within(row).getByText('incompatible')).toBeVisible();
    expect(within(row).getByText('3 violations of BACKWARD')).toBeVisible();
    expect(within(row).getByText(/a change was refused/)).toBeVisible();
    expect(within(row).getByText('events/orders')).toBeVisible();
    expect(within(row).getByText('JSON Schema')).toBeVisible();
    expect(
      within(row).getByRole('link', { name: 'Title of orders' }),
    ).toHaveAttribute('href', '/contracts?contract=events%2Forders');
    expect(
      within(row).getByRole('link', { name: 'mira.kask' }),
    ).toHaveAttribute('href', '/catalog/default/user/mira.kask');

    const other = screen.getByRole('row', { name: /Title of stock/ });
    expect(within(other).getByText('no owner')).toBeVisible();
    expect(within(other).queryByText(/refused/)).not.toBeInTheDocument();
  });

  it('tells where the number of consumers comes from', async () => {
    renderPage();
    const row = await screen.findByRole('row', { name: /Title of orders/ });
    await userEvent.click(
      within(row).getByRole('button', { name: 'Consumers: 1 integration' }),
    );
    expect(
      await screen.findByText('data flows that are declared in the catalog'),
    ).toBeVisible();
  });

  it('opens a link with the filters, order and page that it carries', async () => {
    const { lastRequest } = renderPage(
      '/contracts?format=openapi&mode=FULL&verdict=overridden&owner=mine&text=pay&sort=changed&direction=desc&cursor=a&cursor=b',
    );
    await screen.findByRole('table', { name: 'Contracts' });
    await waitFor(() =>
      expect(lastRequest()).toEqual({
        format: ['openapi'],
        mode: ['FULL'],
        verdict: ['overridden'],
        owner: ['group:default/fulfilment'],
        text: 'pay',
        orderBy: 'changed',
        direction: 'desc',
        limit: 50,
        cursor: 'b',
      }),
    );
    expect(
      screen.getByRole('columnheader', { name: 'Last change' }),
    ).toHaveAttribute('aria-sort', 'descending');
  });

  it('narrows the list by format, verdict and text, and begins on the first page', async () => {
    const { lastRequest } = renderPage('/contracts?cursor=a');
    await userEvent.click(
      await screen.findByRole('button', { name: 'OpenAPI 3' }),
    );
    await userEvent.selectOptions(
      screen.getByRole('combobox', { name: 'Verdict' }),
      'incompatible',
    );
    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Search contracts' }),
      'ord',
    );
    await waitFor(() =>
      expect(lastRequest()).toMatchObject({
        format: ['openapi'],
        verdict: ['incompatible'],
        text: 'ord',
        cursor: undefined,
      }),
    );
  });

  it('sorts by a column, and the other way round', async () => {
    const { lastRequest } = renderPage();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Format' }),
    );
    await waitFor(() =>
      expect(lastRequest()).toMatchObject({
        orderBy: 'format',
        direction: 'asc',
      }),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Format' }));
    await waitFor(() => expect(lastRequest()?.direction).toBe('desc'));
  });

  it('says how to begin where there is no contract at all', async () => {
    renderPage('/contracts', async () => testContractPage([]));
    expect(
      await screen.findByRole('heading', { name: 'No contract is known yet' }),
    ).toBeVisible();
    expect(screen.getByText(/kind: API/)).toBeVisible();
    expect(screen.getByText(/^tieline contracts publish/)).toBeVisible();
    expect(
      screen.getAllByRole('link', { name: 'Publish a contract' })[1],
    ).toHaveAttribute('href', '/contracts?view=publish');
  });

  it('offers to clear the filters where nothing matches', async () => {
    const { lastRequest } = renderPage(
      '/contracts?text=nothing',
      async request => testContractPage(request?.text ? [] : contracts),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Clear filters' }),
    );
    expect(
      await screen.findByRole('row', { name: /Title of orders/ }),
    ).toBeVisible();
    expect(lastRequest()?.text).toBeUndefined();
  });

  it('says what failed and tries again', async () => {
    let attempts = 0;
    renderPage('/contracts', async () => {
      attempts += 1;
      if (attempts === 1) {
        throw new Error('No answer');
      }
      return testContractPage(contracts);
    });
    expect(await screen.findByText('No answer')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(
      await screen.findByRole('row', { name: /Title of orders/ }),
    ).toBeVisible();
  });

  it('is a list of cards on a phone', async () => {
    // jsdom has no widths of its own.
    const phone = {
      matches: true,
      addEventListener() {},
      removeEventListener() {},
      addListener() {},
      removeListener() {},
    };
    Object.assign(window, { matchMedia: () => phone });
    try {
      renderPage();
      const cards = await screen.findByRole('list', { name: 'Contracts' });
      expect(within(cards).getAllByRole('listitem')).toHaveLength(2);
      expect(within(cards).getByText('3 violations of BACKWARD')).toBeVisible();
      expect(
        screen.getByRole('combobox', { name: 'Sort' }),
      ).toBeInTheDocument();
    } finally {
      delete (window as { matchMedia?: unknown }).matchMedia;
    }
  });
});
