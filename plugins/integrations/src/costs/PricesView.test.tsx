import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { queryClient } from '../shared/queries';
import { renderCosts } from './__testUtils__/renderCosts';
import { testPriceList } from './testCosts';
import { toPriceCsvRows } from './toPriceCsvRows';

describe('unit prices', () => {
  afterEach(() => queryClient.clear());

  it('lists every figure with its range, its id and whose it is', async () => {
    renderCosts('/costs?view=prices');
    const [, own, example] = await screen.findAllByRole('row');
    expect(own).toHaveTextContent('A day of an engineerday-rate');
    expect(own).toHaveTextContent('700 to 900 € a day, expected 780');
    expect(own).toHaveTextContent('own HR rates 2026');
    expect(example).toHaveTextContent('connection-ipaas');
    expect(within(example).getByText('example')).toBeVisible();
    expect(screen.getByRole('note')).toHaveTextContent(
      '1 of 2 unit prices are examples.',
    );
    expect(screen.getByText('docs/costs.md')).toBeVisible();
    expect(screen.getByRole('region', { name: 'Example' })).toHaveTextContent(
      'integrationGovernance: prices:',
    );
  });

  it('narrows to examples, in the address', async () => {
    renderCosts('/costs?view=prices&whose=own');
    expect(await screen.findAllByRole('row')).toHaveLength(2);
    expect(screen.queryByText('connection-ipaas')).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Examples' }));
    expect(screen.getByText('connection-ipaas')).toBeVisible();
    expect(screen.getByLabelText('Address')).toHaveTextContent(
      '?view=prices&whose=example',
    );
  });

  it('says when no price is an example any more', async () => {
    const [own] = testPriceList.items;
    renderCosts(
      '/costs?view=prices&whose=example',
      {},
      { listPrices: async () => ({ ...testPriceList, items: [own] }) },
    );
    expect(
      await screen.findByText('None of them is an example any more.'),
    ).toBeVisible();
    expect(screen.getByRole('note')).toHaveTextContent(
      'All 1 unit prices are your organisation’s own.',
    );
    expect(
      screen.queryByRole('heading', { name: 'Enter your own' }),
    ).not.toBeInTheDocument();
  });

  it('is exported with its range and source', () => {
    expect(toPriceCsvRows(testPriceList)[1]).toMatchObject({
      id: 'connection-ipaas',
      low: 800,
      high: 1_800,
      source: 'example',
      example: 'yes',
      currency: 'EUR',
    });
  });

  it('begins another view without what the one before had chosen', async () => {
    renderCosts('/costs?view=prices&whose=own');
    await screen.findAllByRole('row');
    await userEvent.click(screen.getByRole('button', { name: 'Quotas' }));
    expect(screen.getByLabelText('Address')).toHaveTextContent(
      /^\?view=quotas$/,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Integrations' }));
    expect(screen.getByLabelText('Address')).toBeEmptyDOMElement();
  });

  it('says what failed', async () => {
    renderCosts(
      '/costs?view=prices',
      {},
      {
        listPrices: async () => {
          throw new Error('The database is gone.');
        },
      },
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The unit prices could not be read',
    );
  });
});
