import { parseScenario } from '../scenario/readScenario';
import { Landscape } from '../traffic/Landscape';
import { runsEnding, runsUnderWay, toReport } from './jobRuns';

const dayMs = 86_400_000;
const anchor = Date.parse('2026-11-22T12:00:00Z');

const job = {
  integration: 'integration:default/prices',
  cron: '30 4 * * *',
  timeZone: 'Europe/Berlin',
  duration: { p50: '10m', p95: '20m' },
  records: 10_000,
  rejectedShare: 0.02,
  file: 'prices-{date}.csv',
};

const landscapeOf = (...jobs: object[]) =>
  new Landscape(
    parseScenario({
      name: 'shop',
      seed: 'a',
      jobs: jobs.map((item, index) => ({ ...job, name: `j${index}`, ...item })),
    }),
    anchor,
  );
const lastDays = (days: number) => ({
  fromMs: anchor - days * dayMs,
  toMs: anchor,
});

describe('runsEnding', () => {
  it('keeps to the schedule in its time zone, over its changes', () => {
    const runs = runsEnding(landscapeOf({}), lastDays(35));
    expect(runs).toHaveLength(35);
    const hours = runs.map(({ scheduledMs }) =>
      new Date(scheduledMs).toISOString().slice(11, 16),
    );
    // Summer time ended on 25 October.
    expect([hours[0], hours[34]]).toEqual(['02:30', '03:30']);
    for (const { scheduledMs, startedMs, endedMs } of runs) {
      expect(startedMs - scheduledMs).toBeLessThan(90_000);
      expect(endedMs).toBeGreaterThan(startedMs);
    }
  });

  it('gives each run to exactly one of the periods that touch', () => {
    const landscape = landscapeOf({ cron: '*/7 * * * *' });
    const whole = runsEnding(landscape, lastDays(1));
    const cut = Array.from({ length: 96 }, (_, index) =>
      runsEnding(landscape, {
        fromMs: anchor - dayMs + index * 900_000,
        toMs: anchor - dayMs + (index + 1) * 900_000,
      }),
    ).flat();
    expect(cut).toEqual(whole);
  });

  it('leaves out, shortens, slows and fails runs as incidents say', () => {
    const landscape = landscapeOf(
      { incidents: [{ from: '-3d', absent: true }] },
      { incidents: [{ from: '-2d', recordsFactor: 0.2 }] },
      { incidents: [{ from: '-2d', failing: true, message: 'No space left' }] },
    );
    const runs = runsEnding(landscape, lastDays(7)).map(run =>
      toReport(run, false),
    );
    const of = (name: string) => runs.filter(({ id }) => id.startsWith(name));
    expect(of('j0')).toHaveLength(4);
    const records = of('j1').map(({ recordsIn }) => recordsIn!);
    expect(Math.min(...records.slice(0, 5))).toBeGreaterThan(7_000);
    expect(Math.max(...records.slice(5))).toBeLessThan(3_000);
    expect(of('j2').map(({ result }) => result)).toEqual([
      ...Array(5).fill('succeeded'),
      ...Array(2).fill('failed'),
    ]);
    expect(of('j2')[6]).toMatchObject({
      message: 'No space left',
      recordsOut: 0,
    });
  });
});

describe('toReport', () => {
  it('accounts for every record and never tells the name of the file', () => {
    for (const run of runsEnding(landscapeOf({}), lastDays(7))) {
      const report = toReport(run, false);
      expect(report.recordsIn).toBe(
        report.recordsOut! + report.recordsRejected!,
      );
      expect(report.recordsRejected).toBeGreaterThan(0);
      expect(JSON.stringify(report)).not.toContain('.csv');
    }
  });

  it('gives a run the same id while it is under way and after', () => {
    const landscape = landscapeOf({});
    const [run] = runsEnding(landscape, lastDays(1));
    const [underWay] = runsUnderWay(landscape, run.endedMs - 1);
    expect(toReport(underWay, true)).toMatchObject({
      id: toReport(run, false).id,
      result: 'running',
    });
    expect(runsUnderWay(landscape, run.endedMs)).toEqual([]);
  });
});
