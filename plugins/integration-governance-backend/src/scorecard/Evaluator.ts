import { answerQuestions } from '../checklist/answerQuestions';
import { Checklist } from '../checklist/Checklist';
import { evaluateCheck } from '../checklist/evaluateCheck';
import { EvidenceReader } from '../evidence/EvidenceReader';
import { applyWaivers } from '../waivers/applyWaivers';
import { WaiverStore } from '../waivers/WaiverStore';
import { ScorecardStore } from './ScorecardStore';

/** Told after each integration: whether a result of it changed. */
export type EvaluationProgress = (changed: boolean) => Promise<void>;

/**
 * Evaluates integrations against the checklist: reads the evidence, evaluates
 * each check, stores results, answers and score.
 *
 * One evaluation at a time: a second waits, so that a burst of changes does
 * not read the same evidence many times at once.
 */
export class Evaluator {
  readonly #checklist: Checklist;
  readonly #evidence: EvidenceReader;
  readonly #scorecards: ScorecardStore;
  readonly #waivers: WaiverStore;
  readonly #now: () => Date;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: {
    checklist: Checklist;
    evidence: EvidenceReader;
    scorecards: ScorecardStore;
    waivers: WaiverStore;
    now?: () => Date;
  }) {
    this.#checklist = options.checklist;
    this.#evidence = options.evidence;
    this.#scorecards = options.scorecards;
    this.#waivers = options.waivers;
    this.#now = options.now ?? (() => new Date());
  }

  /** Evaluates the named integrations, or all. Those that are gone are left out. */
  evaluate(
    entityRefs?: readonly string[],
    onProgress?: EvaluationProgress,
  ): Promise<void> {
    const turn = this.#last.then(() => this.#evaluate(entityRefs, onProgress));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** Waits for what has begun. */
  async idle(): Promise<void> {
    await this.#last;
  }

  async #evaluate(
    entityRefs: readonly string[] | undefined,
    onProgress: EvaluationProgress = async () => undefined,
  ): Promise<void> {
    if (entityRefs?.length === 0) {
      return;
    }
    const now = this.#now();
    const known = await this.#evidence.read(
      entityRefs && new Set(entityRefs),
      now,
    );
    const waivers = await this.#waivers.open(
      known.map(({ facets }) => facets.entityRef),
      now,
    );
    for (const evidence of known) {
      const own = waivers.get(evidence.facets.entityRef) ?? [];
      const outcomes = this.#checklist.items.map(item =>
        applyWaivers(evaluateCheck(item, evidence, { now }), own, now),
      );
      const changed = await this.#scorecards.write({
        entityRef: evidence.facets.entityRef,
        checklistVersion: this.#checklist.version,
        outcomes,
        score: answerQuestions(this.#checklist.questionIds, outcomes),
        evaluatedAt: now,
      });
      await onProgress((changed ?? 0) > 0);
    }
  }
}
