import { changesIn } from '../changes/changesIn';
import { reconciliationsIn } from '../reconciliation/reconciliationReports';
import { runsEnding, toReport } from '../runs/jobRuns';
import { readingsOf } from '../telemetry/readingsOf';
import { recordSpans } from '../telemetry/recordSpans';
import { Reporter, reportersOf } from '../telemetry/Reporter';
import { toResourceMetrics } from '../telemetry/resourceMetrics';
import { SpanRecorder } from '../telemetry/SpanRecorder';
import { durationMs } from '../scenario/fields';
import { Landscape } from '../traffic/Landscape';
import { Block, planBlocks, stepsOf } from './plan';
import { printCheckpoint, ReplayTask } from './progress';
import { Receiver } from './Receiver';

/** Spans of one request at most. */
const spansAtOnce = 2_000;

/** A call with both its sides is two spans, a message with its consumers a few. */
const spansPerTrace = 2.5;

/** One request, or a few, that are sent and ticked off together. */
type Part = () => Promise<void>;

/**
 * Sends history part by part and ticks each off at the receiver, so that a
 * restart goes on where this one stopped. A part that was sent and not ticked
 * off is sent again with the same bytes, which the receiver knows.
 */
export class HistorySender {
  readonly #landscape: Landscape;
  readonly #receiver: Receiver;
  readonly #reporters: Reporter[];
  readonly #recorder: SpanRecorder;

  constructor(landscape: Landscape, receiver: Receiver) {
    this.#landscape = landscape;
    this.#receiver = receiver;
    this.#reporters = reportersOf(landscape.scenario);
    this.#recorder = new SpanRecorder(landscape.scenario);
  }

  /** Tells the receiver of a replay, before anything of it is sent. */
  async announce(task: ReplayTask): Promise<void> {
    await this.#receiver.putReplay({
      id: task.id,
      from: new Date(task.fromMs).toISOString(),
      to: new Date(task.toMs).toISOString(),
      completedShare: task.completedShare,
      checkpoint: printCheckpoint({
        anchorMs: this.#landscape.anchorMs,
        doneParts: task.doneParts,
      }),
    });
  }

  /**
   * Sends what is left of a replay.
   *
   * @param rest - called after each part, to leave the machine to others for a while
   */
  async send(
    task: ReplayTask,
    options: {
      rest: (workedMs: number) => Promise<void>;
      report: (completedShare: number) => void;
    },
  ): Promise<void> {
    const parts = planBlocks(task).flatMap(block => this.#partsOf(block, task));
    for (let done = task.doneParts; done < parts.length; done += 1) {
      const startedMs = performance.now();
      await parts[done]();
      const completedShare = (done + 1) / parts.length;
      await this.announce({ ...task, completedShare, doneParts: done + 1 });
      options.report(completedShare);
      await options.rest(performance.now() - startedMs);
    }
    if (!parts.length) {
      await this.announce({ ...task, completedShare: 1 });
    }
  }

  /** Always the same parts in the same order for the same block. */
  #partsOf(block: Block, task: ReplayTask): Part[] {
    return [
      () => this.#sendReports(block),
      ...this.#reporters.map(
        reporter => () => this.#sendReporter(block, reporter),
      ),
      () => this.#sendSpans(block, task),
    ];
  }

  async #sendReports(block: Block): Promise<void> {
    await this.#receiver.reportRuns(
      runsEnding(this.#landscape, block).map(run => toReport(run, false)),
    );
    await this.#receiver.reportReconciliations(
      reconciliationsIn(this.#landscape, block),
    );
    await this.#receiver.reportChanges(changesIn(this.#landscape, block));
  }

  async #sendReporter(block: Block, reporter: Reporter): Promise<void> {
    const readings = stepsOf(block).flatMap(step =>
      readingsOf(this.#landscape, reporter, step),
    );
    if (readings.length) {
      await this.#receiver.sendMetrics(
        toResourceMetrics(reporter.resource, readings),
      );
    }
  }

  async #sendSpans(block: Block, task: ReplayTask): Promise<void> {
    const { flows } = this.#landscape.scenario;
    const traces = this.#tracesPerFlow(block, task);
    for (const flow of flows) {
      const days = (block.toMs - block.fromMs) / 86_400_000;
      const share = Math.min(1, traces / Math.max(1, flow.perDay * days));
      for (const step of stepsOf(block)) {
        recordSpans(this.#recorder, this.#landscape, flow, step, share);
      }
    }
    const spans = this.#recorder.take();
    for (let at = 0; at < spans.length; at += spansAtOnce) {
      await this.#receiver.sendSpans(spans.slice(at, at + spansAtOnce));
    }
  }

  /** The bound of spans is for a history of full length; a gap gets its part of it. */
  #tracesPerFlow(block: Block, task: ReplayTask): number {
    const { history, flows } = this.#landscape.scenario;
    const part = (block.toMs - block.fromMs) / durationMs(history.length);
    const newest = block.toMs === task.toMs;
    // A tenth of all for the newest hours, which people look at first.
    const weight = newest
      ? Math.max(part, 0.1) * Math.min(1, part * 280)
      : part;
    return (history.maxSpans * 0.9 * weight) / spansPerTrace / flows.length;
  }
}
