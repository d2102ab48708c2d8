import { changesIn } from '../changes/changesIn';
import { reconciliationsIn } from '../reconciliation/reconciliationReports';
import { runsEnding, runsUnderWay, toReport } from '../runs/jobRuns';
import { readingsOf } from '../telemetry/readingsOf';
import { recordSpans } from '../telemetry/recordSpans';
import { Reporter, reportersOf } from '../telemetry/Reporter';
import { toResourceMetrics } from '../telemetry/resourceMetrics';
import { SpanRecorder } from '../telemetry/SpanRecorder';
import { Period } from '../traffic/flowTraffic';
import { Landscape } from '../traffic/Landscape';
import { liveId, printCheckpoint } from './progress';
import { Receiver } from './Receiver';

/** Sends what the landscape did in the period that just ended. */
export class LiveSender {
  readonly #landscape: Landscape;
  readonly #receiver: Receiver;
  readonly #reporters: Reporter[];
  readonly #recorder: SpanRecorder;
  readonly #runsSaid = new Set<string>();

  constructor(landscape: Landscape, receiver: Receiver) {
    this.#landscape = landscape;
    this.#receiver = receiver;
    this.#reporters = reportersOf(landscape.scenario);
    this.#recorder = new SpanRecorder(landscape.scenario);
  }

  async send(period: Period): Promise<void> {
    const { scenario } = this.#landscape;
    for (const reporter of this.#reporters) {
      const readings = readingsOf(this.#landscape, reporter, period);
      if (readings.length) {
        await this.#receiver.sendMetrics(
          toResourceMetrics(reporter.resource, readings),
        );
      }
    }
    for (const flow of scenario.flows) {
      recordSpans(
        this.#recorder,
        this.#landscape,
        flow,
        period,
        scenario.live.spanShare,
      );
    }
    await this.#receiver.sendSpans(this.#recorder.take());
    await this.#reportRuns(period);
    await this.#receiver.reportReconciliations(
      reconciliationsIn(this.#landscape, period),
    );
    await this.#receiver.reportChanges(changesIn(this.#landscape, period));
    await this.saveThrough(period.toMs);
  }

  /** Remembers at the receiver that everything before is sent or belongs to a replay. */
  async saveThrough(throughMs: number): Promise<void> {
    const anchor = new Date(this.#landscape.anchorMs).toISOString();
    await this.#receiver.putReplay({
      id: liveId(this.#landscape.scenario.name),
      from: anchor,
      to: anchor,
      completedShare: 1,
      checkpoint: printCheckpoint({
        anchorMs: this.#landscape.anchorMs,
        throughMs,
      }),
    });
  }

  async #reportRuns(period: Period): Promise<void> {
    const ended = runsEnding(this.#landscape, period).map(run =>
      toReport(run, false),
    );
    const underWay = runsUnderWay(this.#landscape, period.toMs)
      .map(run => toReport(run, true))
      .filter(({ id }) => !this.#runsSaid.has(id));
    await this.#receiver.reportRuns([...ended, ...underWay]);
    ended.forEach(({ id }) => this.#runsSaid.delete(id));
    underWay.forEach(({ id }) => this.#runsSaid.add(id));
  }
}
