import { Run, RunReport } from '@tieline/plugin-integrations-common/telemetry';
import {
  Landscape,
  readScenario,
  runsEnding,
  runsUnderWay,
  toReport,
} from '@tieline/simulator';
import { join } from 'path';
import { readDemoIntegrations } from '../__testUtils__/projected';
import { RunJudge, RunSource, scheduleOf } from './RunJudge';

jest.setTimeout(120_000);

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SCENARIO = join(
  __dirname,
  '../../../../packages/simulator/scenarios/demo.yaml',
);

interface ReportedRun extends Run {
  integration: string;
}

function toRun(report: RunReport): ReportedRun {
  const { startedAt, endedAt } = report;
  return {
    ...report,
    ...(endedAt && {
      durationMs: Date.parse(endedAt) - Date.parse(startedAt),
    }),
  };
}

/** What the demo's jobs would have reported at a moment. */
class DemoRuns implements RunSource {
  readonly #landscape: Landscape;
  #nowMs = 0;
  #underWay: ReportedRun[] = [];
  readonly #ended: ReportedRun[];

  constructor(landscape: Landscape, fromMs: number) {
    this.#landscape = landscape;
    const period = { fromMs, toMs: landscape.anchorMs };
    this.#ended = runsEnding(landscape, period).map(run =>
      toRun(toReport(run, false)),
    );
  }

  moveTo(nowMs: number): void {
    this.#nowMs = nowMs;
    this.#underWay = runsUnderWay(this.#landscape, nowMs).map(run =>
      toRun(toReport(run, true)),
    );
  }

  async list(
    ref: string,
    _environment: string,
    fromMs: number,
    toMs: number,
  ): Promise<Run[]> {
    const ended = this.#ended.filter(
      run => Date.parse(run.endedAt!) <= this.#nowMs,
    );
    return [...ended, ...this.#underWay]
      .filter(run => {
        const startedMs = Date.parse(run.startedAt);
        return (
          run.integration === ref && startedMs >= fromMs && startedMs <= toMs
        );
      })
      .sort((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt));
  }

  async firstStartedMs(ref: string): Promise<number | undefined> {
    const first = this.#ended.find(run => run.integration === ref);
    return first && Date.parse(first.startedAt);
  }

  async listEnvironments(): Promise<string[]> {
    return ['production'];
  }
}

interface Onset {
  name: string;
  code: string;
  since: string;
  short: string;
}

/** Everything that was not healthy in five weeks, a reason each time that it began. */
async function findOnsets(anchorMs: number): Promise<Onset[]> {
  const landscape = new Landscape(await readScenario(SCENARIO), anchorMs);
  const source = new DemoRuns(landscape, anchorMs - 35 * DAY_MS);
  const judge = new RunJudge({ store: source });
  const onsets = new Map<string, Onset>();
  const batch = readDemoIntegrations().filter(scheduleOf);
  for (let at = anchorMs - 35 * DAY_MS; at <= anchorMs; at += 5 * HOUR_MS) {
    source.moveTo(at);
    for (const integration of batch) {
      const { reasons } = (await judge.judge(integration, 'production', at))!;
      expect(reasons).toHaveLength(1);
      const [{ status, code, since = '', short = '' }] = reasons;
      if (!['healthy', 'unknown'].includes(status)) {
        const { name } = integration.facets;
        onsets.set(`${name} ${code} ${since}`, { name, code, since, short });
      }
    }
  }
  return [...onsets.values()];
}

describe('five weeks of the demo', () => {
  it.each([
    // Its history has the day on which summer time ends, or the one on which it begins.
    ['2026-11-22T11:00:00Z', '2026-11-20T04:30:00.000Z', '2026-11-22T05'],
    ['2026-04-20T10:00:00Z', '2026-04-18T03:30:00.000Z', '2026-04-20T04'],
  ])(
    'that end at %s have a file that is late and one that is short, and nothing else',
    async (anchor, lateSince, shortSince) => {
      const onsets = await findOnsets(Date.parse(anchor));
      expect(onsets).toEqual([
        {
          name: 'supplier-stock-file',
          code: 'late',
          since: lateSince,
          short: 'late: no file for 3 days',
        },
        {
          name: 'payment-settlement-file',
          code: 'too-few-records',
          since: expect.stringContaining(shortSince),
          short: 'short: a fifth of its records',
        },
      ]);
    },
  );
});
