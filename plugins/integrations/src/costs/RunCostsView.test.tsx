import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { toCsv } from '../shared/downloadCsv';
import { queryClient } from '../shared/queries';
import { renderCosts } from './__testUtils__/renderCosts';
import { testRunCost, testRunCostPage, testUnmeasuredCost } from './testCosts';
import { toRunCostCsvRows } from './toRunCostCsvRows';

const address = () => screen.getByLabelText('Address');

describe('run costs of integrations', () => {
  afterEach(() => queryClient.clear());

  it('lists what each costs with its range, and all together, and says that prices are examples', async () => {
    const { listRunCosts } = renderCosts('/costs', {
      listRunCosts: async () =>
        testRunCostPage([
          testRunCost('order-events'),
          testUnmeasuredCost('stock-sync'),
        ]),
    });
    const [, first] = await screen.findAllByRole('row');
    expect(first).toHaveTextContent('order-events');
    expect(first).toHaveTextContent('checkout');
    expect(first).toHaveTextContent('400 €300 to 650 €');
    expect(first).toHaveTextContent('125,000');
    expect(first).toHaveTextContent('0.0032 €0.0024 to 0.0052 €');
    expect(first).toHaveTextContent('21 h 15 min');
    const together = screen.getByRole('region', { name: 'All together' });
    expect(together).toHaveTextContent('12 k€ a month');
    expect(together).toHaveTextContent('8.2 to 17 k€ for 2 integrations');
    expect(together).toHaveTextContent(
      '1 integration has no measured volume: what depends on it is not in the amount',
    );
    expect(screen.getByRole('note')).toHaveTextContent(
      'Unit prices are examples. 2 of 60 are your organisation’s own',
    );
    expect(listRunCosts).toHaveBeenCalledWith(
      { orderBy: 'total', limit: 50, cursor: undefined },
      expect.anything(),
    );
  });

  it('says unmeasured where nobody knows, never 0, on the page and in the file', async () => {
    const cost = testUnmeasuredCost('stock-sync');
    renderCosts('/costs', {
      listRunCosts: async () => testRunCostPage([cost]),
    });
    const [, row] = await screen.findAllByRole('row');
    expect(within(row).getAllByText('unmeasured')).toHaveLength(2);
    expect(row).toHaveTextContent('without what kafka costs');
    expect(row).toHaveTextContent('none logged');
    const [titles, values] = toCsv(toRunCostCsvRows([cost])).split('\r\n');
    expect(titles).toContain('"per message, expected"');
    expect(values).toContain(',400,650,,,,EUR,,,');
    expect(values).toContain('"volume, cost of resource:default/kafka"');
  });

  it('tells nothing that went over it from what was not measured', async () => {
    renderCosts('/costs', {
      listRunCosts: async () =>
        testRunCostPage([
          testRunCost('tax-quote', { calls: 0, perMessage: undefined }),
        ]),
    });
    const [, row] = await screen.findAllByRole('row');
    expect(row).toHaveTextContent('nothing went over it');
    expect(within(row).queryByText('unmeasured')).not.toBeInTheDocument();
  });

  it('opens an amount into parts, formulas, inputs and sources, at an address of its own', async () => {
    renderCosts('/costs?owner=group:default/checkout', {
      getRunCost: async () => ({
        ...testRunCost('order-events'),
        unmeasured: ['volume of 12 days'],
      }),
    });
    const user = userEvent.setup();
    await user.click(
      await screen.findByRole('button', {
        name: /^400.€ a month: how the cost of order-events comes about/,
      }),
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'What order-events costs a month',
    });
    expect(address()).toHaveTextContent(
      '?owner=group:default/checkout&cost=integration:default/order-events',
    );
    const part = await within(dialog).findByRole('region', {
      name: 'Its share of the broker: formula',
    });
    expect(part).toHaveTextContent('the broker a year × share × 30 ÷ 365');
    expect(part).toHaveTextContent(
      'A broker: 30,000 to 60,000 € a year, expected 40,000 example',
    );
    expect(part).toHaveTextContent('Share: 0.08 of 1 measured volume');
    expect(
      within(dialog).getByRole('row', { name: /^Total/ }),
    ).toHaveTextContent('Total300.00 €400.00 €650.00 €');
    expect(dialog).toHaveTextContent(
      'Nobody knows volume of 12 days, so that is not in it.',
    );
    expect(dialog).toHaveTextContent('from metrics, as the caller saw them');
    expect(
      within(dialog).getByRole('link', { name: 'See them' }),
    ).toHaveAttribute(
      'href',
      '/costs?view=interventions&integration=integration%3Adefault%2Forder-events',
    );
    await user.click(
      within(dialog).getAllByRole('button', { name: 'Close' })[0],
    );
    await waitFor(() =>
      expect(address()).toHaveTextContent(/^\?owner=group:default\/checkout$/),
    );
  });

  it('opens a cost from a link, also of one that is not on the page, and refuses what is no name', async () => {
    const { getRunCost } = renderCosts('/costs?cost=stock-sync');
    expect(
      await screen.findByRole('dialog', {
        name: 'What stock-sync costs a month',
      }),
    ).toBeVisible();
    await waitFor(() =>
      expect(getRunCost).toHaveBeenCalledWith(
        expect.objectContaining({ namespace: 'default', name: 'stock-sync' }),
        expect.anything(),
      ),
    );
  });

  it('says that an address is no name of an integration', async () => {
    const { getRunCost } = renderCosts('/costs?cost=a:b:c');
    expect(
      await screen.findByText(/“a:b:c” is no name of an integration/),
    ).toBeVisible();
    expect(getRunCost).not.toHaveBeenCalled();
  });

  it('asks for what the address says, and ignores what is none', async () => {
    const { listRunCosts } = renderCosts(
      '/costs?order=per-message&owner=mine&system=system:default/web-shop&pattern=ipaas&criticality=high&platform=resource:default/kafka&text=order&cursor=next',
    );
    await screen.findAllByRole('row');
    expect(listRunCosts).toHaveBeenLastCalledWith(
      {
        orderBy: 'per-message',
        owner: ['group:default/fulfilment'],
        system: ['system:default/web-shop'],
        pattern: ['ipaas'],
        criticality: ['high'],
        platform: ['resource:default/kafka'],
        text: 'order',
        limit: 50,
        cursor: 'next',
      },
      expect.anything(),
    );
  });

  it('ignores a pattern and an order that do not exist', async () => {
    const { listRunCosts } = renderCosts(
      '/costs?pattern=pigeon&criticality=huge&order=luck',
    );
    await screen.findAllByRole('row');
    expect(listRunCosts).toHaveBeenCalledWith(
      { orderBy: 'total', limit: 50, cursor: undefined },
      expect.anything(),
    );
  });

  it('writes filters and order into the address, from the first page on', async () => {
    renderCosts('/costs?cursor=next');
    const user = userEvent.setup();
    await screen.findAllByRole('row');
    await user.selectOptions(screen.getByLabelText('Pattern'), 'ipaas');
    expect(address()).toHaveTextContent(/^\?pattern=ipaas$/);
    await user.click(screen.getByRole('button', { name: 'Per message' }));
    expect(address()).toHaveTextContent('?pattern=ipaas&order=per-message');
    await user.selectOptions(
      await screen.findByLabelText('Platform'),
      'Checkout',
    );
    expect(address()).toHaveTextContent('platform=group:default/checkout');
    await user.type(screen.getByRole('searchbox'), 'stock');
    await waitFor(() => expect(address()).toHaveTextContent('text=stock'));
    await user.click(screen.getByRole('button', { name: 'Back' }));
    await user.click(screen.getByRole('button', { name: 'Back' }));
    await waitFor(() =>
      expect(address()).toHaveTextContent(/^\?pattern=ipaas$/),
    );
  });

  it('goes through the pages', async () => {
    renderCosts('/costs', {
      listRunCosts: async () =>
        testRunCostPage([testRunCost('order-events')], {
          pageInfo: { nextCursor: 'c2' },
        }),
    });
    await userEvent.click(await screen.findByRole('button', { name: /Next/ }));
    expect(address()).toHaveTextContent('?cursor=c2');
  });

  it('says how to begin where there is none, and takes filters away that let none through', async () => {
    renderCosts('/costs?text=nothing', {
      listRunCosts: async () => testRunCostPage([]),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show all integrations' }),
    );
    expect(
      await screen.findByText('No integration is declared yet'),
    ).toBeVisible();
    expect(address()).toBeEmptyDOMElement();
  });

  it('says what failed, and tries again', async () => {
    let isDown = true;
    renderCosts('/costs', {
      listRunCosts: async () => {
        if (isDown) {
          throw new Error('The database is gone.');
        }
        return testRunCostPage([testRunCost('order-events')]);
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The run costs could not be read',
    );
    isDown = false;
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(
      await screen.findByRole('link', { name: 'order-events' }),
    ).toBeVisible();
  });
});
