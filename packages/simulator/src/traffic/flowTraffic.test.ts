import { parseScenario } from '../scenario/readScenario';
import { CallFlow, MessagingFlow } from '../scenario/flow';
import { callTraffic, Cell, messageTraffic } from './flowTraffic';
import { Landscape } from './Landscape';

const hourMs = 3_600_000;
const anchor = Date.parse('2026-11-22T12:00:00Z');

const landscape = new Landscape(
  parseScenario({
    name: 'shop',
    seed: 'a',
    flows: [
      {
        name: 'payments',
        protocol: 'http',
        from: 'web',
        to: 'payments',
        address: 'pay.example',
        perDay: 2_400_000,
        latency: { p50: '100ms', p95: '300ms' },
        outcomes: [{ status: 503, share: 0.01 }],
        operations: [
          { name: 'pay', method: 'POST', route: '/payments', share: 0.75 },
          { name: 'look', route: '/payments/{id}', share: 0.25 },
        ],
        incidents: [
          {
            from: '-2h',
            to: '+2h',
            operations: ['pay'],
            outcomes: [{ status: 503, share: 0.4 }],
          },
          { from: '-20h', ramp: '10h', latencyFactor: 2 },
          { from: '+30h', volumeFactor: 0 },
        ],
      },
      {
        name: 'events',
        protocol: 'messaging',
        system: 'kafka',
        destination: 'orders',
        address: 'broker.example',
        from: 'web',
        perDay: 240_000,
        consumers: [
          { service: 'crm', outcomes: [{ errorType: 'Broken', share: 0.1 }] },
          { service: 'erp' },
        ],
      },
    ],
  }),
  anchor,
);
const [payments, events] = landscape.scenario.flows as [
  CallFlow,
  MessagingFlow,
];

const hourAt = (hours: number) => ({
  fromMs: anchor + hours * hourMs,
  toMs: anchor + (hours + 1) * hourMs,
});
const sum = (cells: Cell[]) => cells.reduce((all, { count }) => all + count, 0);
const badShare = (cells: Cell[]) =>
  sum(cells.filter(({ outcome }) => outcome)) / sum(cells);

describe('callTraffic', () => {
  it('spreads the volume over the operations, with noise', () => {
    const [pay, look] = callTraffic(landscape, payments, hourAt(-30));
    expect(sum(pay.cells)).toBeGreaterThan(60_000);
    expect(sum(pay.cells)).toBeLessThan(90_000);
    expect(sum(look.cells) / sum(pay.cells)).toBeCloseTo(1 / 3, 1);
    const [next] = callTraffic(landscape, payments, hourAt(-29));
    expect(sum(next.cells)).not.toBe(sum(pay.cells));
  });

  it('is the same whenever it is asked for', () => {
    expect(callTraffic(landscape, payments, hourAt(-1))).toEqual(
      callTraffic(landscape, payments, hourAt(-1)),
    );
  });

  it('lets an incident replace the outcomes of its operations while it lasts', () => {
    const shares = (hours: number) =>
      callTraffic(landscape, payments, hourAt(hours)).map(({ cells }) =>
        badShare(cells),
      );
    for (const [hours, expected] of [
      [-3, 0.01],
      [-2, 0.4],
      [1, 0.4],
      [2, 0.01],
    ]) {
      const [pay, look] = shares(hours);
      expect(pay).toBeCloseTo(expected, 1);
      expect(look).toBeCloseTo(0.01, 2);
    }
  });

  it('lets a ramp grow to its full effect and stay there', () => {
    const slowness = [-24, -15.5, -5, 10].map(hours => {
      const [{ cells }] = callTraffic(landscape, payments, hourAt(hours));
      return Math.exp(cells[0].latency.mu) / 0.1;
    });
    const expected = [1, 1.5, 2, 2];
    slowness.forEach((factor, index) => {
      expect(factor / expected[index]).toBeGreaterThan(0.9);
      expect(factor / expected[index]).toBeLessThan(1.1);
    });
  });

  it('lets an incident hold only in its hours of each day, in the scenario’s time zone', () => {
    const nightly = new Landscape(
      parseScenario({
        name: 'nightly',
        seed: 'a',
        timeZone: 'Europe/Berlin',
        flows: [
          {
            name: 'payments',
            protocol: 'http',
            from: 'web',
            to: 'payments',
            address: 'pay.example',
            perDay: 2_400_000,
            latency: { p50: '100ms', p95: '300ms' },
            operations: [{ name: 'pay', method: 'POST', route: '/payments' }],
            incidents: [
              { hours: { from: 23, to: 1 }, latencyFactor: 5 },
              { hours: { from: 2, to: 4 }, latencyFactor: 5 },
            ],
          },
        ],
      }),
      anchor,
    );
    const slow = (fromMs: number) => {
      const [{ cells }] = callTraffic(
        nightly,
        nightly.scenario.flows[0] as CallFlow,
        { fromMs, toMs: fromMs + hourMs },
      );
      return Math.exp(cells[0].latency.mu) / 0.1 > 3;
    };
    // Berlin is an hour ahead of UTC in November.
    const hours = [21, 22, 23, 24, 25, 26, 27];
    expect(hours.map(hour => slow(Date.UTC(2026, 10, 17, hour)))).toEqual([
      false,
      true,
      true,
      false,
      true,
      true,
      false,
    ]);
  });

  it('stops where the volume does', () => {
    const stopped = callTraffic(landscape, payments, hourAt(31));
    expect(stopped.map(({ cells }) => cells)).toEqual([[], []]);
  });
});

describe('messageTraffic', () => {
  it('gives each published message to every consumer', () => {
    const { published, consumed } = messageTraffic(
      landscape,
      events,
      hourAt(0),
    );
    expect(sum(published)).toBeGreaterThan(7_000);
    const [crm, erp] = consumed;
    expect([sum(crm.cells), sum(erp.cells)]).toEqual([
      sum(published),
      sum(published),
    ]);
    expect(badShare(crm.cells)).toBeCloseTo(0.1, 1);
    expect(badShare(erp.cells)).toBe(0);
  });
});
