import { AuditStore } from '../audits/AuditStore';
import { ActiveChecklist } from '../checklist/ActiveChecklist';
import { EvidenceReader } from '../evidence/EvidenceReader';
import { IntegrationEvidence } from '../evidence/IntegrationEvidence';
import { WaiverStore } from '../waivers/WaiverStore';
import { evaluateIntegration } from './evaluateIntegration';
import { EvaluatedIntegration, ScorecardStore } from './ScorecardStore';

/** Told after each integration: whether a result of it changed. */
export type EvaluationProgress = (changed: boolean) => Promise<void>;

/** What was found of some integrations, with what it was found in. */
export type EvaluatedChunk = Array<
  EvaluatedIntegration & { evidence: IntegrationEvidence }
>;

/** Told of each chunk when it is stored. What it throws ends the evaluation. */
export type ChunkListener = (chunk: EvaluatedChunk) => Promise<void>;

/** So many are held in memory at a time, and whoever waits gets a turn after them. */
const CHUNK_SIZE = 100;

/**
 * Evaluates integrations against the checklist: reads the evidence, evaluates
 * each check, stores results, answers and score.
 *
 * One chunk at a time, in the order in which they were asked for, so that a
 * burst of changes does not read the same evidence many times at once, and what
 * a pipeline has just told does not wait for the whole portfolio.
 */
export class Evaluator {
  readonly #checklist: ActiveChecklist;
  readonly #evidence: EvidenceReader;
  readonly #scorecards: ScorecardStore;
  readonly #waivers: WaiverStore;
  readonly #audits: AuditStore;
  readonly #now: () => Date;
  #lastChunk: Promise<unknown> = Promise.resolve();
  readonly #open = new Set<Promise<unknown>>();

  constructor(options: {
    checklist: ActiveChecklist;
    evidence: EvidenceReader;
    scorecards: ScorecardStore;
    waivers: WaiverStore;
    audits: AuditStore;
    now?: () => Date;
  }) {
    this.#checklist = options.checklist;
    this.#evidence = options.evidence;
    this.#scorecards = options.scorecards;
    this.#waivers = options.waivers;
    this.#audits = options.audits;
    this.#now = options.now ?? (() => new Date());
  }

  /** Evaluates the named integrations, or all. Those that are gone are left out. */
  async evaluate(
    entityRefs?: readonly string[],
    onProgress?: EvaluationProgress,
    onChunk?: ChunkListener,
  ): Promise<void> {
    const work = this.#evaluate(entityRefs, onProgress, onChunk);
    this.#open.add(work);
    try {
      await work;
    } finally {
      this.#open.delete(work);
    }
  }

  /** Waits for what has begun. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.#open);
  }

  async #evaluate(
    entityRefs: readonly string[] | undefined,
    onProgress: EvaluationProgress = async () => undefined,
    onChunk: ChunkListener = async () => undefined,
  ): Promise<void> {
    const refs = entityRefs ?? (await this.#evidence.listRefs());
    const pipelines = await this.#evaluateChunks(refs, onProgress, onChunk);
    if (pipelines.size > 0) {
      const mates = await this.#evidence.listMates([...pipelines]);
      await this.#evaluateChunks(mates, async () => undefined, onChunk);
    }
  }

  /** @returns the pipelines that somebody came to or left */
  async #evaluateChunks(
    entityRefs: readonly string[],
    onProgress: EvaluationProgress,
    onChunk: ChunkListener,
  ): Promise<Set<string>> {
    const pipelines = new Set<string>();
    for (let at = 0; at < entityRefs.length; at += CHUNK_SIZE) {
      const chunk = entityRefs.slice(at, at + CHUNK_SIZE);
      await this.#inTurn(() =>
        this.#evaluateChunk(chunk, pipelines, onProgress, onChunk),
      );
    }
    return pipelines;
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    // A database that answers at once would not let anything else have its turn.
    const turn = this.#lastChunk
      .then(() => new Promise(resolve => setImmediate(resolve)))
      .then(work);
    this.#lastChunk = turn.catch(() => undefined);
    return turn;
  }

  async #evaluateChunk(
    entityRefs: readonly string[],
    touched: Set<string>,
    onProgress: EvaluationProgress,
    onChunk: ChunkListener,
  ): Promise<void> {
    const now = this.#now();
    const { evidence: known, pipelines } = await this.#evidence.read(
      entityRefs,
      now,
    );
    pipelines.forEach(pipeline => touched.add(pipeline));
    const refs = known.map(({ facets }) => facets.entityRef);
    const waivers = await this.#waivers.open(refs, now);
    const overturned = await this.#audits.overturned(refs);
    const checklist = this.#checklist.current;
    const evaluated = known.map((evidence): EvaluatedChunk[number] => {
      const { entityRef } = evidence.facets;
      const decisions = {
        waivers: waivers.get(entityRef) ?? [],
        overturned: overturned.get(entityRef) ?? [],
      };
      return {
        evidence,
        entityRef,
        checklistVersion: checklist.version,
        ...evaluateIntegration(checklist, evidence, decisions, now),
        evaluatedAt: now,
      };
    });
    const changed = await this.#scorecards.write(evaluated);
    await onChunk(evaluated);
    for (const ref of refs) {
      await onProgress((changed.get(ref) ?? 0) > 0);
    }
  }
}
