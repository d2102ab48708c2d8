import { ReconciliationReport } from '@tieline/plugin-integrations-common/telemetry';
import { parseScenario } from '../scenario/readScenario';
import { Landscape } from '../traffic/Landscape';
import { reconciliationsIn } from './reconciliationReports';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const anchor = Date.parse('2026-11-22T12:00:00Z');

const landscapeOf = (change: object = {}) =>
  new Landscape(
    parseScenario({
      name: 'shop',
      seed: 'a',
      flows: [
        {
          name: 'orders',
          protocol: 'http',
          from: 'shop',
          to: 'carrier',
          address: 'carrier.example',
          perDay: 24_000,
          resendShare: 0.05,
          operations: [{ method: 'POST', route: '/orders' }],
        },
      ],
      reconciliations: [
        {
          name: 'orders-confirmed',
          integration: 'integration:default/orders',
          flow: 'orders',
          unit: 'orders',
          offset: '7m',
          sentBy: 'shop',
          receivedBy: 'carrier',
          rejectedShare: 0.01,
          deduplicatedShare: 0.005,
          ...change,
        },
      ],
    }),
    anchor,
  );

/** Both sides of each window. */
function pairs(reports: ReconciliationReport[]) {
  return reports
    .filter(({ sent }) => sent !== undefined)
    .map(sender => {
      const receiver = reports.find(
        report => report.from === sender.from && report !== sender,
      )!;
      const { received, rejected, deduplicated } = receiver;
      return {
        from: sender.from,
        sent: sender.sent!,
        rest: sender.sent! - received! - rejected! - deduplicated!,
      };
    });
}

const lastHours = (hours: number) => ({
  fromMs: anchor - hours * hourMs,
  toMs: anchor,
});

describe('reconciliationsIn', () => {
  it('accounts for all that was sent, retries counted once', () => {
    const windows = pairs(reconciliationsIn(landscapeOf(), lastHours(48)));
    expect(windows).toHaveLength(48);
    expect(windows.map(({ rest }) => rest)).toEqual(Array(48).fill(0));
    const sent = windows.reduce((sum, window) => sum + window.sent, 0);
    expect(sent / 48_000).toBeCloseTo(1, 1);
  });

  it('gives each window to exactly one of the periods that touch', () => {
    const landscape = landscapeOf();
    const whole = reconciliationsIn(landscape, lastHours(24));
    const cut = Array.from({ length: 144 }, (_, index) =>
      reconciliationsIn(landscape, {
        fromMs: anchor - 24 * hourMs + index * 10 * minuteMs,
        toMs: anchor - 24 * hourMs + (index + 1) * 10 * minuteMs,
      }),
    ).flat();
    expect(cut).toEqual(whole);
    expect(new Set(whole.map(({ id }) => id)).size).toBe(48);
  });

  it('loses or doubles its part from an incident on', () => {
    const incident = (share: object) =>
      pairs(
        reconciliationsIn(
          landscapeOf({ incidents: [{ from: '-713m', ...share }] }),
          lastHours(24),
        ),
      );
    const doubled = incident({ doubledShare: 0.03 });
    const bad = doubled.filter(({ rest }) => rest !== 0);
    expect(bad[0].from).toBe('2026-11-22T00:07:00.000Z');
    expect(bad).toHaveLength(11);
    const rest = bad.reduce((sum, window) => sum + window.rest, 0);
    const sent = bad.reduce((sum, window) => sum + window.sent, 0);
    expect(rest / sent).toBeCloseTo(-0.03, 2);
    const lost = incident({ lostShare: 0.03 });
    expect(Math.min(...lost.slice(-11).map(item => item.rest))).toBeGreaterThan(
      0,
    );
  });
});
