import { Run, RunReport } from '@tieline/plugin-integrations-common/telemetry';
import {
  Landscape,
  readScenario,
  runsEnding,
  runsUnderWay,
  toReport,
} from '@tieline/simulator';
import { join } from 'path';
import { RunSource } from '../runs/RunJudge';

const SCENARIO = join(
  __dirname,
  '../../../../packages/simulator/scenarios/demo.yaml',
);

/** The demo's landscape as it would be after a first start at this moment. */
export async function readDemoLandscape(anchorMs: number): Promise<Landscape> {
  return new Landscape(await readScenario(SCENARIO), anchorMs);
}

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

/** What the demo's jobs have reported at a moment. */
export class DemoRuns implements RunSource {
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
