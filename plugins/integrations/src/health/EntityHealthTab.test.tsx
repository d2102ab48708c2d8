import { Entity } from '@backstage/catalog-model';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  HealthDetail,
  IntegrationTelemetryApi,
} from '@tieline/plugin-integrations-common/telemetry';
import { integrationCostsApiRef, integrationTelemetryApiRef } from '../apis';
import { testIntervention } from '../costs/testCosts';
import { alarmsRouteRef } from '../routes';
import { queryClient } from '../shared/queries';
import { testAlarm, testAlarmPage } from '../shared/testAlarm';
import { testFacets, testHealth } from '../shared/testHealth';
import { EntityHealthTab } from './EntityHealthTab';
import { testUsage } from './testUsage';

const entity = {
  apiVersion: 'tieline.dev/v1alpha1',
  kind: 'Integration',
  metadata: { namespace: 'default', name: 'identity-profile-sync' },
  spec: {},
};

function detail(health: Partial<HealthDetail> = {}): HealthDetail {
  return {
    ...testHealth('identity-profile-sync', 'healthy'),
    operations: [],
    consumers: [],
    views: [],
    otherEnvironments: [],
    notes: [],
    ...health,
  };
}

function renderTab(
  health: HealthDetail,
  api: Partial<IntegrationTelemetryApi> = {},
  path = '/',
  spec: Entity['spec'] = {},
) {
  const getSeries = jest.fn<
    ReturnType<IntegrationTelemetryApi['getSeries']>,
    Parameters<IntegrationTelemetryApi['getSeries']>
  >(async () => ({
    entityRef: health.integration.entityRef,
    environment: 'production',
    from: '2025-11-18T08:00:00.000Z',
    to: '2025-11-18T10:00:00.000Z',
    stepSeconds: 3600,
    at: ['2025-11-18T08:00:00.000Z', '2025-11-18T09:00:00.000Z'],
    values: {
      throughputPerMinute: [61, 58],
      errorRate: [0.0008, null],
      p95Ms: [95, null],
    },
  }));
  const getHealth = jest.fn(async () => health);
  const telemetry: Partial<IntegrationTelemetryApi> = {
    getHealth,
    getStatus: async () => ({ replays: [], series: 0, environments: [] }),
    getSeries,
    getUsage: async () => testUsage(),
    listAlarms: async () => testAlarmPage([]),
    listChanges: async () => ({ items: [] }),
    ...api,
  };
  const logIntervention = jest.fn(async () => testIntervention());
  renderInTestApp(
    <EntityProvider entity={{ ...entity, spec }}>
      <EntityHealthTab />
    </EntityProvider>,
    {
      initialRouteEntries: [path],
      mountedRoutes: {
        '/catalog/:namespace/:kind/:name': entityRouteRef,
        '/alarms': alarmsRouteRef,
      },
      apis: [
        [integrationTelemetryApiRef, telemetry],
        [integrationCostsApiRef, { logIntervention }],
      ],
    },
  );
  return { getHealth, getSeries, logIntervention };
}

describe('EntityHealthTab', () => {
  afterEach(() => queryClient.clear());

  it('says that staging fails while production is fine, and shows staging on demand', async () => {
    const { getHealth } = renderTab(
      detail({
        otherEnvironments: [
          {
            environment: 'staging',
            status: 'failing',
            reasons: [
              { code: 'errors', status: 'failing', headline: 'All calls fail' },
            ],
          },
        ],
      }),
    );
    expect(await screen.findByText('All calls fail')).toBeVisible();
    expect(
      within(screen.getByRole('region', { name: 'Status' })).getByText(
        'healthy',
      ),
    ).toBeVisible();

    await userEvent.click(
      screen.getByRole('button', { name: 'Look at staging' }),
    );
    await waitFor(() =>
      expect(getHealth).toHaveBeenLastCalledWith(
        { namespace: 'default', name: 'identity-profile-sync' },
        { environment: 'staging', view: undefined },
        expect.anything(),
      ),
    );
  });

  it('asks for the chart beside the health where there are calls for sure', async () => {
    const never = () => new Promise<HealthDetail>(() => {});
    const { getSeries } = renderTab(detail(), { getHealth: never });
    await waitFor(() => expect(getSeries).toHaveBeenCalledTimes(1));
  });

  it('asks for the chart of a batch flow only where it has calls', async () => {
    const spec = { type: 'batch-file' };
    const runs = { getRuns: async () => ({ items: [] }) };
    const integration = testFacets('supplier-stock-file', {
      interaction: 'batch',
    });
    const health = detail({ integration, calls: undefined });
    const { getSeries } = renderTab(health, runs, '/', spec);
    expect(await screen.findByText(/No run was due/)).toBeVisible();
    expect(getSeries).not.toHaveBeenCalled();
    cleanup();
    queryClient.clear();

    const called = renderTab(detail({ integration }), runs, '/', spec);
    await waitFor(() => expect(called.getSeries).toHaveBeenCalledTimes(1));
  });

  it('shows what another report says of the same calls, and keeps that in the address', async () => {
    const { calls, lastSeenAt } = testHealth('any', 'healthy');
    const seen = { source: 'spans', lastSeenAt: lastSeenAt! } as const;
    const { getHealth, getSeries } = renderTab(
      detail({
        views: [
          {
            ...seen,
            view: 'spans-caller',
            side: 'caller',
            chosen: true,
            because: 'It was the first.',
            calls: calls!,
          },
          {
            ...seen,
            view: 'spans-callee',
            side: 'callee',
            chosen: false,
            calls: { ...calls!, side: 'callee', throughputPerMinute: 4_321 },
          },
        ],
      }),
    );
    expect(await screen.findByText(/It was the first\./)).toBeVisible();

    await userEvent.click(
      screen.getByRole('button', { name: 'callee, spans' }),
    );

    await waitFor(() =>
      expect(getSeries).toHaveBeenLastCalledWith(
        expect.anything(),
        expect.objectContaining({ view: 'spans-callee' }),
        expect.anything(),
      ),
    );
    expect(getHealth).toHaveBeenLastCalledWith(
      expect.anything(),
      { environment: undefined, view: 'spans-callee' },
      expect.anything(),
    );
    expect(
      await screen.findByText(/beside caller, spans, which counts/),
    ).toBeVisible();
    expect(screen.getByText(/as the callee saw the calls/)).toBeVisible();
  });

  it('shows the charts as a table with the range of the address, gaps as unmeasured', async () => {
    const { getSeries } = renderTab(detail(), {}, '/?range=7d&show=table');
    const table = await screen.findByRole('region', {
      name: 'Indicators over time',
    });
    const [newest] = within(table).getAllByRole('row').slice(1);
    expect(within(newest).getByText(/58/)).toBeVisible();
    expect(within(newest).getAllByText('unmeasured')).toHaveLength(5);
    const request = getSeries.mock.calls[0][1];
    expect(Date.parse(request!.to!) - Date.parse(request!.from!)).toBe(
      7 * 24 * 3_600_000,
    );
  });

  it('warns where it has more series than are kept, naming the limit and what to do', async () => {
    renderTab(detail(), {
      getUsage: async () =>
        testUsage({
          overflow: {
            reached: 'integration',
            series: 500,
            limit: 500,
            calls: 1_240,
            errors: 0,
            firstSeenAt: '2025-11-18T08:00:00.000Z',
            lastSeenAt: '2025-11-18T09:52:00.000Z',
          },
        }),
    });
    const note = await screen.findByRole('note');
    expect(note).toHaveTextContent('More than 500 series');
    expect(note).toHaveTextContent('1,240 calls stand under (overflow)');
    expect(note).toHaveTextContent(
      'integrationTelemetry.cardinality.perIntegration',
    );
  });

  it('says what is left of what was promised, and how fast it goes', async () => {
    renderTab(
      detail({
        objectives: [
          {
            indicator: 'availability',
            target: 99.5,
            window: '30d',
            state: 'at-risk',
            good: 9979,
            total: 10000,
            value: 99.79,
            budgetLeft: 0.58,
            burn: [
              {
                longMinutes: 60,
                shortMinutes: 5,
                limit: 14.4,
                long: 11.8,
                short: 10.2,
                firing: true,
              },
            ],
            explanation: 'Gone in 1 d 11 h at this pace.',
            promisedTo: 'system:default/warehouse',
          },
          {
            indicator: 'latency',
            target: 99,
            threshold: '2s',
            window: '30d',
            state: 'unmeasured',
            explanation: 'No durations are known.',
          },
        ],
      }),
    );
    const card = await screen.findByRole('region', { name: 'Availability' });
    expect(card).toHaveTextContent(/at risk/);
    expect(card).toHaveTextContent(/99\.5\s% over 30\sd/);
    expect(card).toHaveTextContent(/58\s% left/);
    expect(card).toHaveTextContent(/burn 12\s× in 1\sh/);
    expect(card).toHaveTextContent(
      'Gone in 1 d 11 h at this pace. Promised to warehouse.',
    );
    const latency = screen.getByRole('region', { name: 'Latency' });
    // Once as the state and once in the place of the number.
    expect(within(latency).getAllByText('unmeasured')).toHaveLength(2);
    expect(
      within(latency).getByRole('img', { name: 'Error budget: unmeasured' }),
    ).toBeVisible();
  });

  it('shows what lies in a dead-letter queue, and how far consumers are behind', async () => {
    renderTab(
      detail({
        integration: testFacets('order-events', { interaction: 'event' }),
        deadLetters: [
          {
            queue: 'orders.dlq',
            depth: 1284,
            at: '2025-11-18T09:52:40.000Z',
            ageMeasured: false,
            oldestSeconds: 22_980,
            growthPerHour: 430,
            growingSince: '2025-11-18T03:28:00.000Z',
          },
        ],
      }),
      {
        getQueues: async () => ({
          entityRef: 'integration:default/order-events',
          environment: 'production',
          from: '2025-11-17T09:53:00.000Z',
          to: '2025-11-18T09:53:00.000Z',
          items: [
            {
              queue: 'orders.dlq',
              role: 'dead-letters',
              measure: 'ready',
              value: 1284,
              at: '2025-11-18T09:52:40.000Z',
              points: [
                { at: '2025-11-18T03:00:00.000Z', value: 0 },
                { at: '2025-11-18T09:52:40.000Z', value: 1284 },
              ],
            },
            {
              queue: 'orders',
              role: 'destination',
              measure: 'lag',
              consumerGroup: 'erp-import',
              value: 317,
              at: '2025-11-18T09:52:40.000Z',
              points: [],
            },
          ],
        }),
      },
    );
    expect(await screen.findByText('growing')).toBeVisible();
    expect(
      screen.getByRole('button', { name: 'Messages: 1,284' }),
    ).toBeVisible();
    expect(screen.getByRole('button', { name: /Growth: \+430/ })).toBeVisible();
    expect(screen.getByText(/Never empty as far as is known/)).toBeVisible();
    expect(
      await screen.findByRole('img', { name: /from 0 to 1,284/ }),
    ).toBeVisible();
    expect(
      await screen.findByRole('row', { name: /erp-import/ }),
    ).toHaveTextContent('317');
  });

  it('says what changed last, and asks for what it depends on and who uses it', async () => {
    const listChanges = jest.fn(async () => ({
      items: [
        {
          id: 'v',
          at: '2025-11-18T09:05:00.000Z',
          kind: 'contract-version' as const,
          title: 'orders 3.2.0',
          version: '3.2.0',
          link: 'https://git.example.com/orders',
          subjects: ['system:default/finance'],
        },
        {
          id: 's',
          at: '2025-11-18T09:04:00.000Z',
          kind: 'deployment' as const,
          title: 'only in staging',
          environment: 'staging',
          subjects: ['system:default/finance'],
        },
      ],
    }));
    renderTab(detail(), { listChanges });
    const status = await screen.findByRole('region', { name: 'Status' });
    expect(
      await within(status).findByRole('link', {
        name: /contract version 3\.2\.0/,
      }),
    ).toHaveAttribute('href', 'https://git.example.com/orders');
    expect(status).toHaveTextContent(/7\smin before/);
    expect(listChanges).toHaveBeenCalledWith(
      expect.objectContaining({
        subject: expect.arrayContaining([
          'integration:default/identity-profile-sync',
          'system:default/finance',
        ]),
      }),
      expect.anything(),
    );
    expect(screen.queryByText(/only in staging/)).not.toBeInTheDocument();
  });

  it('says who has its alarm, and leads to the cause that it is told with', async () => {
    renderTab(detail(), {
      listAlarms: async () =>
        testAlarmPage([
          testAlarm('identity-profile-sync', {
            causeId: 'erp-is-slow',
            acknowledgedAt: '2025-11-18T09:20:00.000Z',
            acknowledgedBy: 'user:default/mira.kask',
          }),
        ]),
    });
    expect(await screen.findByText(/has it since/)).toBeVisible();
    expect(
      screen.getByRole('link', { name: /see their cause/ }),
    ).toHaveAttribute('href', '/alarms?alarm=erp-is-slow');
  });

  it('logs what was done by hand, with the alarm that is on', async () => {
    const alarm = testAlarm('identity-profile-sync', { status: 'degraded' });
    const { logIntervention } = renderTab(detail({ status: 'degraded' }), {
      listAlarms: async () => testAlarmPage([alarm]),
    });
    await screen.findByRole('button', { name: /^Acknowledge/ });
    await userEvent.click(
      screen.getByRole('button', { name: 'Log intervention…' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.click(dialog.getByRole('button', { name: 'Replay' }));
    await userEvent.click(dialog.getByRole('button', { name: '5 minutes' }));
    await userEvent.click(dialog.getByRole('button', { name: 'Log it' }));
    await waitFor(() =>
      expect(logIntervention).toHaveBeenCalledWith({
        entityRef: 'integration:default/identity-profile-sync',
        kind: 'replay',
        minutes: 5,
        alarmId: alarm.id,
      }),
    );
  });

  it('shows the runs of a batch flow against their schedule', async () => {
    renderTab(
      detail({
        status: 'failing',
        integration: testFacets('supplier-stock-file', {
          interaction: 'batch',
        }),
        calls: undefined,
      }),
      {
        getRuns: async () => ({
          items: [
            { state: 'missing', expectedBy: '2025-11-18T05:30:00.000Z' },
            {
              state: 'on-time',
              expectedBy: '2025-11-17T05:30:00.000Z',
              run: {
                id: 'r1',
                startedAt: '2025-11-17T05:02:00.000Z',
                durationMs: 370_000,
                result: 'succeeded',
                recordsIn: 48210,
              },
            },
          ],
        }),
      },
    );
    expect(await screen.findByText('did not come')).toBeVisible();
    const run = screen.getByRole('row', { name: /on time/ });
    expect(run).toHaveTextContent('6 min 10 s');
    expect(run).toHaveTextContent('48,210');
    expect(screen.queryByText('Throughput')).not.toBeInTheDocument();
  });

  it('says of a run that is short or long what is usual', async () => {
    const run = (id: string, recordsIn: number, durationMs: number) => ({
      id,
      startedAt: '2025-11-17T05:02:00.000Z',
      result: 'succeeded' as const,
      recordsIn,
      durationMs,
    });
    const usual = { records: 48_200, durationMs: 360_000 };
    renderTab(
      detail({
        integration: testFacets('supplier-stock-file', {
          interaction: 'batch',
        }),
        calls: undefined,
      }),
      {
        getRuns: async () => ({
          items: [
            { state: 'short', run: run('r2', 9_630, 360_000), usual },
            { state: 'long', run: run('r1', 48_000, 3_300_000), usual },
          ],
        }),
      },
    );
    const short = await screen.findByRole('row', { name: /^short/ });
    expect(short).toHaveTextContent('9,630usually 48,200');
    const long = screen.getByRole('row', { name: /^long/ });
    expect(long).toHaveTextContent(/55 minusually 6 min/);
  });

  it('accounts for what was sent, window by window, and names the rest', async () => {
    const counted = {
      from: '2025-11-17T22:07:00.000Z',
      to: '2025-11-18T09:07:00.000Z',
      state: 'doubled',
      unit: 'orders',
      sources: ['warehouse-dispatch', 'Nordfreight'],
      sent: 6_842,
      received: 7_046,
      rejected: 8,
      deduplicated: 0,
      unexplained: -212,
      unexplainedShare: 212 / 6_842,
    } as const;
    const getReconciliations = jest.fn(async () => ({
      tolerance: 0.001,
      items: [
        { ...counted },
        {
          from: '2025-11-17T21:07:00.000Z',
          to: '2025-11-17T22:07:00.000Z',
          state: 'open' as const,
          unit: 'orders',
          sources: ['warehouse-dispatch'],
          sent: 600,
        },
      ].map(item => ({ ...item, sources: [...item.sources] })),
    }));
    renderTab(
      detail({
        status: 'degraded',
        reconciliation: {
          ...counted,
          sources: [...counted.sources],
          tolerance: 0.001,
          windows: 11,
        },
      }),
      { getReconciliations },
    );
    expect(
      await screen.findByText(
        '6,842 sent + 212 unexplained = 7,046 received + 8 rejected',
      ),
    ).toBeVisible();
    const row = await screen.findByRole('row', { name: /^doubled/ });
    expect(row).toHaveTextContent('212 3.1');
    const open = screen.getByRole('row', { name: /^not counted yet/ });
    expect(within(open).getAllByText('unmeasured')).toHaveLength(4);
    expect(
      screen.getByRole('button', { name: 'CSV of the reconciliation' }),
    ).toBeEnabled();
  });

  it('shows a canary’s verdict with its evidence', async () => {
    renderTab(
      detail({
        versionComparison: {
          from: '2025-11-18T08:00:00.000Z',
          to: '2025-11-18T09:50:00.000Z',
          baseline: '3.1',
          candidate: '3.2',
          baselineCalls: 20_000,
          candidateCalls: 2_000,
          operations: 1,
          verdict: 'worse',
          headline: '3.2 is worse than 3.1',
          evidence: [
            {
              indicator: 'errorRate',
              verdict: 'worse',
              baseline: 0.013,
              candidate: 0.034,
              difference: 0.021,
              low: 0.012,
              high: 0.033,
              words: '2.1 points apart, 1.2 to 3.3 with 99 % confidence',
            },
          ],
        },
      }),
    );
    const table = await screen.findByRole('region', {
      name: 'Versions side by side',
    });
    const row = within(table).getByRole('row', { name: /^Errors/ });
    expect(row).toHaveTextContent(/worse1\.3.%3\.4.%2\.1 points apart/);
    expect(screen.getByText('3.2 is worse than 3.1.')).toBeVisible();
  });
});
