import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  Engine,
  Operations,
} from '@tieline/plugin-integrations-common/telemetry';
import { integrationTelemetryApiRef } from '../apis';
import { queryClient } from '../shared/queries';
import { OperationsPage } from './OperationsPage';
import { testEngine } from './testEngine';
import { testOperations } from './testOperations';

function renderPage(
  getOperations: () => Promise<Operations>,
  path = '/operations',
  engines: Engine[] = [],
) {
  renderInTestApp(<OperationsPage />, {
    initialRouteEntries: [path],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    apis: [
      [
        integrationTelemetryApiRef,
        { getOperations, listEngines: async () => ({ items: engines }) },
      ],
    ],
  });
}

const figure = async (name: string) => {
  const list = await screen.findByRole('list', { name: 'Key figures' });
  return within(list)
    .getAllByRole('listitem')
    .find(item => item.textContent?.startsWith(name))!;
};

describe('OperationsPage', () => {
  afterEach(() => queryClient.clear());

  it('shows what arrives, waits and is kept, each number with its source', async () => {
    renderPage(async () => testOperations());
    expect(await screen.findByText(/Nothing needs anybody/)).toBeVisible();
    expect(await figure('Accepted')).toHaveTextContent(
      '5,000 /minitems in 1,500 requests',
    );
    expect(await figure('Inbox')).toHaveTextContent('12');
    expect(await figure('Delay, p95')).toHaveTextContent(/1\.2\ss/);
    expect(await figure('Series')).toHaveTextContent('1,204');
    await userEvent.click(within(await figure('Accepted')).getByRole('button'));
    expect(await screen.findByText('process 4711 on portal-1')).toBeVisible();
    expect(screen.getByText('the last 15 min')).toBeVisible();
  });

  it('takes no rate over minutes in which the process did not run yet', async () => {
    renderPage(async () =>
      testOperations({ process: { startedAt: '2025-11-18T09:48:20.000Z' } }),
    );
    expect(await figure('Accepted')).toHaveTextContent('15,000 /min');
  });

  it('puts first what needs somebody, with what to do', async () => {
    renderPage(async () =>
      testOperations({
        problems: [
          {
            code: 'inbox-behind',
            status: 'failing',
            headline: 'What was received is not readable yet',
            detail: '1,234 requests in the inbox',
            advice: 'Look in the log',
          },
        ],
        process: {
          listener: { state: 'port-taken', host: '127.0.0.1', port: 4318 },
        },
      }),
    );
    const [first] = within(
      await screen.findByRole('list', { name: 'Problems' }),
    ).getAllByRole('listitem');
    expect(first).toHaveTextContent('failing');
    expect(first).toHaveTextContent('What was received is not readable yet');
    expect(first).toHaveTextContent('Look in the log');
    expect(
      screen.getByText('127.0.0.1:4318 is taken by somebody else'),
    ).toBeVisible();
  });

  it('lists what was turned away by reason, what goes on now before what is over', async () => {
    renderPage(async () =>
      testOperations({
        process: {
          refused: [
            {
              httpStatus: 401,
              reason: 'no token',
              count: { total: 900, recent: 0 },
            },
            {
              httpStatus: 413,
              reason: 'too large',
              count: { total: 4, recent: 2 },
            },
          ],
          rejected: [
            {
              signal: 'traces',
              reason: 'bad id',
              count: { total: 70, recent: 1 },
            },
          ],
        },
      }),
    );
    const table = within(
      await screen.findByRole('region', { name: 'Turned away by reason' }),
    );
    const rows = table.getAllByRole('row').slice(1);
    expect(rows.map(row => row.textContent)).toEqual([
      expect.stringMatching(/^too large.*requests.*413/),
      expect.stringMatching(/^bad id.*items of traces.*200/),
      expect.stringMatching(/^no token.*requests.*401/),
    ]);
  });

  it('keeps in the address that all series are shown', async () => {
    const most = Array.from({ length: 14 }, (_, index) => ({
      subject: `integration:default/number-${index}`,
      series: 500 - index,
      limit: 500,
      ...(index === 0 && { overflowedAt: '2025-11-18T09:51:20.000Z' }),
    }));
    const operations = testOperations();
    operations.cardinality.most = most;
    renderPage(async () => operations, '/operations?series=all');
    const table = within(
      await screen.findByRole('region', { name: 'Series by integration' }),
    );
    expect(table.getAllByRole('row')).toHaveLength(15);
    expect(table.getAllByRole('row')[1]).toHaveTextContent(/2\smin ago/);
    await userEvent.click(
      screen.getByRole('button', { name: 'Only the first 10' }),
    );
    expect(table.getAllByRole('row')).toHaveLength(11);
  });

  it('says how to begin where nothing was received yet', async () => {
    const operations = testOperations();
    operations.cardinality = { ...operations.cardinality, series: 0, most: [] };
    operations.process.signals.forEach(signal => {
      signal.requests = { total: 0, recent: 0 };
    });
    operations.process.flush = {
      flushes: { total: 0, recent: 0 },
      rows: { total: 0, recent: 0 },
    };
    renderPage(async () => operations);
    expect(await screen.findByText('Nothing was received yet')).toBeVisible();
    expect(await figure('Delay, p95')).toHaveTextContent('unmeasured');
  });

  it('says what it could not read, and reads it again on demand', async () => {
    const getOperations = jest
      .fn<Promise<Operations>, []>()
      .mockRejectedValueOnce(new Error('the database is gone'))
      .mockResolvedValue(testOperations());
    renderPage(getOperations);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'the database is gone',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(await screen.findByText(/Nothing needs anybody/)).toBeVisible();
  });

  it('shows the engines, one that is out first, since when and why', async () => {
    renderPage(async () => testOperations(), '/operations', [
      testEngine('mimir'),
      testEngine('prometheus', {
        status: 'out',
        lastSuccessAt: '2025-11-18T08:12:00.000Z',
        lastError: 'prometheus.example.com refused the connection',
        labelSetsDropped: 40,
      }),
    ]);
    const table = await screen.findByRole('region', { name: 'Engines' });
    const [out, answering] = within(table).getAllByRole('row').slice(1);
    expect(out).toHaveTextContent(/^prometheus/);
    expect(out).toHaveTextContent(/out.*since .*refused the connection/);
    expect(out).toHaveTextContent('40 past maxSeries');
    expect(answering).toHaveTextContent('answering');
    expect(answering).toHaveTextContent('traces_span_metrics_calls_total');
    expect(answering).toHaveTextContent('212');
    expect(answering).toHaveTextContent(/120\sms/);
    expect(
      screen.getByRole('button', { name: 'CSV of the engines' }),
    ).toBeEnabled();
  });

  it('says how to name an engine where none is', async () => {
    renderPage(async () => testOperations());
    expect(
      await screen.findByText('integrationTelemetry.engines'),
    ).toBeVisible();
  });
});
