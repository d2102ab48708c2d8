import { parseScenario } from './scenario/readScenario';
import { Receiver } from './sending/Receiver';
import { Clock, Simulator } from './Simulator';
import { ReceivedPoint, TestPortal } from './testUtils/TestPortal';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const start = Date.parse('2026-11-22T10:20:30Z');
const SUNSET = 'Wed, 30 Jun 2027 23:59:59 GMT';

const scenario = parseScenario({
  name: 'shop',
  seed: 'test',
  history: { length: '2d', maxSpans: 400 },
  services: { erp: { histogram: 'explicit' } },
  flows: [
    {
      name: 'orders',
      protocol: 'http',
      from: 'web',
      to: 'erp',
      address: 'erp.example',
      perDay: 400_000,
      responseHeaders: { sunset: SUNSET },
      operations: [{ method: 'POST', route: '/orders/{id}/lines' }],
    },
    {
      name: 'events',
      protocol: 'messaging',
      system: 'kafka',
      destination: 'shop.orders',
      address: 'broker.example',
      from: 'web',
      consumers: [{ service: 'crm' }],
      perDay: 9_000,
    },
  ],
  deadLetterQueues: [{ queue: 'shop.orders.dlq', depth: 3 }],
  jobs: [
    {
      name: 'prices',
      integration: 'integration:default/prices',
      cron: '30 */4 * * *',
      duration: { p50: '6m', p95: '9m' },
      records: 5_000,
      file: 'prices-{date}.csv',
    },
  ],
  reconciliations: [
    {
      name: 'orders-confirmed',
      integration: 'integration:default/orders',
      flow: 'orders',
      sentBy: 'web',
      receivedBy: 'erp',
    },
  ],
});

describe('Simulator', () => {
  let portal: TestPortal;

  beforeEach(async () => {
    portal = await TestPortal.start();
  });

  afterEach(() => portal.stop());

  /** Runs by a clock that only moves when it is waited for. */
  async function run(
    nowMs: number,
    options: { once: boolean; signal?: AbortSignal; until?: number },
  ): Promise<void> {
    const end = new AbortController();
    const signal = AbortSignal.any([
      end.signal,
      ...(options.signal ? [options.signal] : []),
    ]);
    let atMs = nowMs;
    const clock: Clock = {
      nowMs: () => atMs,
      wait: async ms => {
        atMs += ms;
        if (atMs > (options.until ?? Infinity)) {
          end.abort();
          throw end.signal.reason;
        }
      },
      rest: async () => breathe(signal),
    };
    const receiver = new Receiver({
      url: portal.url,
      ingestToken: 'send',
      readToken: 'read',
      signal,
      wait: async () => breathe(signal),
      log: () => {},
    });
    await new Simulator({
      scenario,
      receiver,
      clock,
      signal,
      once: options.once,
      log: () => {},
    })
      .run()
      .catch(error => {
        if (error.name !== 'AbortError') {
          throw error;
        }
      });
  }

  /** Lets everything else go on once. */
  async function breathe(signal: AbortSignal): Promise<void> {
    await new Promise(setImmediate);
    signal.throwIfAborted();
  }

  const ordersSeenBy = (service: string): ReceivedPoint[] =>
    portal.points
      .filter(
        ({ resource, metric }) =>
          resource['service.name'] === service &&
          metric.startsWith('http.') &&
          metric.endsWith('.request.duration'),
      )
      .sort((a, b) => a.fromMs - b.fromMs);

  /** The ends of a row of points that touch each other; more than one where something is missing. */
  function stretches(points: ReceivedPoint[]): number[][] {
    const result: number[][] = [];
    for (const { fromMs, toMs } of points) {
      const last = result[result.length - 1];
      if (last?.[1] === fromMs) {
        last[1] = toMs;
      } else {
        result.push([fromMs, toMs]);
      }
    }
    return result;
  }

  it('sends the whole history in ever wider points, and live traffic', async () => {
    await run(start, { once: true });

    const points = ordersSeenBy('web');
    expect(stretches(points)).toEqual([[start - 48 * hourMs, start + 10_000]]);
    const width = (ageHours: number) => {
      const at = start - ageHours * hourMs;
      const point = points.find(item => item.fromMs <= at && at < item.toMs)!;
      return point.toMs - point.fromMs;
    };
    expect([1, 10, 40].map(width)).toEqual([minuteMs, 5 * minuteMs, hourMs]);
    expect(portal.replays.get('shop')).toMatchObject({
      completedShare: 1,
      to: '2026-11-22T10:20:30.000Z',
    });
    expect(portal.authorizations).toEqual(
      new Set(['Bearer send', 'Bearer read']),
    );
  });

  it('sends nothing until the portal knows the integrations that its catalog has', async () => {
    const sentSoFar: number[] = [];
    portal.knownCount = () => {
      sentSoFar.push(portal.points.length + portal.replays.size);
      return Math.min(portal.declaredCount, sentSoFar.length - 1);
    };
    await run(start, { once: true });

    expect(sentSoFar).toEqual([0, 0, 0]);
    expect(stretches(ordersSeenBy('web'))).toEqual([
      [start - 48 * hourMs, start + 10_000],
    ]);
  });

  it('goes on in the end where the portal never says that it knows them', async () => {
    portal.knownCount = () => 1;
    await run(start, { once: true });
    expect(portal.replays.get('shop')).toMatchObject({ completedShare: 1 });
  });

  it('reports both sides of a call alike, each in its own form', async () => {
    await run(start, { once: true });

    const total = (points: ReceivedPoint[]) =>
      points.reduce((sum, { count }) => sum + count, 0);
    const [caller, called] = ['web', 'erp'].map(ordersSeenBy);
    expect(total(called)).toBe(total(caller));
    expect(total(caller)).toBeGreaterThan(700_000);
    expect(caller[0]).toMatchObject({
      metric: 'http.client.request.duration',
      attributes: { 'url.template': '/orders/{id}/lines' },
    });
    expect(called[0]).toMatchObject({
      metric: 'http.server.request.duration',
      attributes: { 'http.route': '/orders/{id}/lines' },
      resource: { 'deployment.environment.name': 'production' },
    });
  });

  it('sends sample traces that join both sides, say which share they are and hold captured headers', async () => {
    await run(start, { once: true });

    const bound = scenario.history.maxSpans;
    expect(portal.spans.length).toBeGreaterThan(bound / 4);
    expect(portal.spans.length).toBeLessThan(bound);
    const byId = new Map(portal.spans.map(span => [span.spanId, span]));
    const servers = portal.spans.filter(({ kind }) => kind === 2);
    const consumers = portal.spans.filter(({ kind }) => kind === 5);
    for (const span of servers) {
      expect(byId.get(span.parentSpanId!)).toMatchObject({
        traceId: span.traceId,
        resource: { 'service.name': 'web' },
      });
    }
    for (const span of consumers) {
      expect(byId.get(span.links[0].spanId)?.name).toBe('publish shop.orders');
    }
    for (const { traceState, traceId } of portal.spans) {
      const threshold = traceState!.replace('ot=th:', '').padEnd(14, '0');
      expect(traceId.slice(18) >= threshold).toBe(true);
    }

    // As the conventions have them, and in no metric.
    const header = 'http.response.header.sunset';
    const captured = { values: [{ stringValue: SUNSET }] };
    for (const { attributes } of portal.spans) {
      expect(attributes[header]).toEqual(
        attributes['http.request.method'] ? captured : undefined,
      );
    }
    expect(portal.points.some(({ attributes }) => header in attributes)).toBe(
      false,
    );
  });

  it('reports each run of a job once it ended', async () => {
    await run(start, { once: true });

    expect(portal.runs.size).toBe(12);
    expect(portal.runs.get('prices/2026-11-22T08:30:00.000Z')).toMatchObject({
      integration: 'integration:default/prices',
      result: 'succeeded',
      recordsIn: expect.any(Number),
      fileNameDigest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    });
  });

  it('reports what both sides counted in each hour that is over', async () => {
    await run(start, { once: true });

    expect(portal.reconciliations.size).toBe(2 * 48);
    const { sent, ...sender } = portal.reconciliations.get(
      'orders-confirmed/2026-11-22T08:20:30.000Z/sent',
    );
    expect(sent).toBeGreaterThan(10_000);
    expect(sender).toMatchObject({
      integration: 'integration:default/orders',
      from: '2026-11-22T08:20:30.000Z',
      to: '2026-11-22T09:20:30.000Z',
      source: 'web',
    });
    expect(
      portal.reconciliations.get(
        'orders-confirmed/2026-11-22T08:20:30.000Z/received',
      ),
    ).toMatchObject({ received: sent, source: 'erp' });
  });

  it('says the same again for the same seed and clock', async () => {
    await run(start, { once: true });
    const first = portal;
    portal = await TestPortal.start();
    await run(start, { once: true });

    // Live traffic and history are sent side by side, so their order varies.
    const sorted = (items: Iterable<unknown>) =>
      [...items].map(item => JSON.stringify(item)).sort();
    expect(sorted(portal.points)).toEqual(sorted(first.points));
    expect(sorted(portal.spans)).toEqual(sorted(first.spans));
    expect(sorted(portal.runs)).toEqual(sorted(first.runs));
    expect(sorted(portal.reconciliations)).toEqual(
      sorted(first.reconciliations),
    );
    await first.stop();
  });

  it.each([4, 7, 11, 16, 22])(
    'goes on where it was killed after %i requests: no time is missing, none is counted twice',
    async requests => {
      const kill = new AbortController();
      portal.refuse = () => {
        if (portal.requestCount >= requests) {
          kill.abort();
        }
        return undefined;
      };
      await run(start, { once: false, signal: kill.signal });
      portal.refuse = () => undefined;
      expect(portal.replays.get('shop')?.completedShare ?? 0).toBeLessThan(1);

      await run(start + 2 * hourMs, { once: true });

      for (const service of ['web', 'erp']) {
        expect(stretches(ordersSeenBy(service))).toEqual([
          [start - 48 * hourMs, start + 2 * hourMs + 10_000],
        ]);
      }
      expect(
        [...portal.replays.values()].map(
          ({ completedShare }) => completedShare,
        ),
      ).toEqual(expect.not.arrayContaining([0]));
    },
  );

  it('sends nothing of the past where nothing is missing', async () => {
    await run(start, { once: true });
    const before = portal.points.length;

    await run(start + 10_000, { once: true });

    const added = portal.points.slice(before);
    expect(added.length).toBeGreaterThan(0);
    expect(Math.min(...added.map(({ fromMs }) => fromMs))).toBe(start + 10_000);
    expect(portal.repeatedBodies).toBe(0);
    expect([...portal.replays.keys()]).toEqual(['shop', 'shop-live']);
  });

  it('fills the time in which the portal was away', async () => {
    await run(start, { once: true });
    let down = true;
    portal.refuse = () => (down ? { status: 503 } : undefined);
    const waits: number[] = [];
    let atMs = start + 10_000;
    const end = new AbortController();
    const clock: Clock = {
      nowMs: () => atMs,
      wait: async ms => {
        atMs += ms;
        if (atMs > start + 53 * minuteMs) {
          end.abort();
          throw end.signal.reason;
        }
      },
      rest: async () => breathe(end.signal),
    };
    const receiver = new Receiver({
      url: portal.url,
      ingestToken: 'send',
      signal: end.signal,
      wait: async ms => {
        waits.push(ms);
        atMs += 10 * minuteMs;
        down = waits.length < 5;
      },
      log: () => {},
    });
    await new Simulator({
      scenario,
      receiver,
      clock,
      signal: end.signal,
      log: () => {},
    })
      .run()
      .catch(() => {});

    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000]);
    const [[fromMs, toMs], ...more] = stretches(ordersSeenBy('web'));
    expect(more).toEqual([]);
    expect(fromMs).toBe(start - 48 * hourMs);
    expect(toMs).toBeGreaterThan(start + 50 * minuteMs);
  });
});
