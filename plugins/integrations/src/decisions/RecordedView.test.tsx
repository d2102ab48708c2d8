import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { queryClient } from '../shared/queries';
import { renderDecisions } from './__testUtils__/renderDecisions';
import {
  testDecisionPage,
  testRecorded,
  testRegret,
  testRegretPage,
} from './testDecisions';
import { toDecisionCsvRows } from './toDecisionCsvRows';

const AGAINST = testRecorded({
  id: 'd2',
  title: 'Invoices to the ledger',
  pattern: 'batch-file',
  recommended: 'ipaas',
  rank: 3,
  reason: 'The ledger only takes files.',
});

describe('recorded decisions', () => {
  afterEach(() => queryClient.clear());

  it('lists what was chosen, for what, by whom, and why against the first', async () => {
    renderDecisions({
      api: {
        listDecisions: async () =>
          testDecisionPage([
            AGAINST,
            testRecorded({ id: 'd1', supersededBy: 'd2' }),
          ]),
      },
    });
    const [, first, second] = await screen.findAllByRole('row');
    expect(first).toHaveTextContent('Invoices to the ledger');
    expect(first).toHaveTextContent('Order events');
    expect(first).toHaveTextContent('batch-file');
    expect(first).toHaveTextContent('against the first ipaas');
    expect(first).toHaveTextContent(
      'number 3 was chosen: The ledger only takes files.',
    );
    expect(first).toHaveTextContent('18 Nov 2025');
    expect(first).toHaveTextContent('mira.kask');
    expect(first).not.toHaveTextContent('superseded');
    expect(second).toHaveTextContent('superseded');
    expect(second).toHaveTextContent('the same');
    expect(
      screen.getByRole('link', { name: 'Decide on a pattern' }),
    ).toHaveAttribute('href', '/decide');
  });

  it('marks which no longer holds', async () => {
    const { listRegrets } = renderDecisions({
      api: {
        listDecisions: async () =>
          testDecisionPage([AGAINST, testRecorded({ id: 'd1' })]),
        listRegrets: async () => testRegretPage([testRegret()]),
      },
    });
    expect(await screen.findByText('no longer holds')).toBeVisible();
    const [, first, second] = screen.getAllByRole('row');
    expect(first).not.toHaveTextContent('no longer holds');
    expect(second).toHaveTextContent('no longer holds');
    expect(listRegrets).toHaveBeenCalledWith(
      {
        integration: ['integration:default/order-events'],
        state: ['open', 'acknowledged'],
        limit: 500,
      },
      expect.anything(),
    );
  });

  it('says when nobody can tell which no longer hold', async () => {
    renderDecisions({
      api: {
        listDecisions: async () => testDecisionPage([AGAINST]),
        listRegrets: async () => {
          throw new Error('The database is gone.');
        },
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Which of them no longer hold could not be read: The database is gone.',
    );
  });

  it('reads search, pattern and integration from the address, and writes them', async () => {
    const { listDecisions } = renderDecisions({
      path: '/decisions?text=orders&pattern=ipaas&integration=integration:default/order-events',
      api: { listDecisions: async () => testDecisionPage([AGAINST]) },
    });
    await screen.findByRole('link', { name: 'Invoices to the ledger' });
    expect(listDecisions).toHaveBeenCalledWith(
      {
        text: 'orders',
        pattern: ['ipaas'],
        integration: ['integration:default/order-events'],
        limit: 50,
        cursor: undefined,
      },
      expect.anything(),
    );
    await userEvent.selectOptions(
      screen.getByLabelText('Pattern'),
      'batch-file',
    );
    await userEvent.click(
      screen.getByRole('button', { name: /^order-events/ }),
    );
    await waitFor(() =>
      expect(screen.getByLabelText('Address')).toHaveTextContent(
        '?text=orders&pattern=batch-file',
      ),
    );
    expect(listDecisions).toHaveBeenLastCalledWith(
      {
        text: 'orders',
        pattern: ['batch-file'],
        limit: 50,
        cursor: undefined,
      },
      expect.anything(),
    );
  });

  it('leaves a pattern out that there is none of', async () => {
    const { listDecisions } = renderDecisions({
      path: '/decisions?view=nowhere&pattern=carrier-pigeon',
      api: { listDecisions: async () => testDecisionPage([AGAINST]) },
    });
    await screen.findByRole('link', { name: 'Invoices to the ledger' });
    expect(listDecisions).toHaveBeenCalledWith(
      { limit: 50, cursor: undefined },
      expect.anything(),
    );
  });

  it('goes on to the next page', async () => {
    const { listDecisions } = renderDecisions({
      api: {
        listDecisions: async () =>
          testDecisionPage([AGAINST], { pageInfo: { nextCursor: 'c2' } }),
      },
    });
    await userEvent.click(
      within(
        await screen.findByRole('navigation', { name: 'Pages' }),
      ).getByRole('button', { name: /next/i }),
    );
    await waitFor(() =>
      expect(listDecisions).toHaveBeenLastCalledWith(
        { limit: 50, cursor: 'c2' },
        expect.anything(),
      ),
    );
  });

  it('says how to begin where there is none, and how to see more where filters leave none', async () => {
    renderDecisions({ path: '/decisions?text=nothing' });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Clear filters' }),
    );
    expect(
      await screen.findByRole('heading', { name: 'No decision yet' }),
    ).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'Decide on the first one' }),
    ).toHaveAttribute('href', '/decide');
    expect(screen.getByLabelText('Address')).toBeEmptyDOMElement();
  });

  it('says why the list could not be read, and tries again', async () => {
    const listDecisions = jest
      .fn()
      .mockRejectedValueOnce(new Error('The backend is away.'))
      .mockResolvedValue(testDecisionPage([AGAINST]));
    renderDecisions({ api: { listDecisions } });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The decisions could not be read',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(
      await screen.findByRole('link', { name: 'Invoices to the ledger' }),
    ).toBeVisible();
  });

  it('goes from view to view by the address, and takes only the owner along', async () => {
    renderDecisions({
      path: '/decisions?text=orders&owner=mine',
      api: { listDecisions: async () => testDecisionPage([AGAINST]) },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'No longer holds' }),
    );
    expect(
      await screen.findByRole('heading', { name: 'None of these' }),
    ).toBeVisible();
    expect(screen.getByLabelText('Address')).toHaveTextContent(
      '?owner=mine&view=regrets',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Back' }));
    expect(
      await screen.findByRole('link', { name: 'Invoices to the ledger' }),
    ).toBeVisible();
  });

  it('hands over every figure as a file', () => {
    expect(toDecisionCsvRows([AGAINST])).toEqual([
      expect.objectContaining({
        title: 'Invoices to the ledger',
        integration: 'integration:default/order-events',
        chosen: 'batch-file',
        recommended: 'ipaas',
        rank: 3,
        reason: 'The ledger only takes files.',
        'decided on': '2025-11-18',
        people: 'user:default/mira.kask',
      }),
    ]);
  });
});
