import { AuditStore } from '../audits/AuditStore';
import { ActiveChecklist } from '../checklist/ActiveChecklist';
import { Checklist } from '../checklist/Checklist';
import { EvidenceReader } from '../evidence/EvidenceReader';
import { IntegrationEvidence } from '../evidence/IntegrationEvidence';
import { WaiverStore } from '../waivers/WaiverStore';
import { evaluateIntegration } from './evaluateIntegration';
import { PlannerStatistics } from './PlannerStatistics';
import { EvaluatedIntegration, ScorecardStore } from './ScorecardStore';

/** Told after each integration: whether a result of it changed. */
export type EvaluationProgress = (changed: boolean) => Promise<void>;

/** What was found of some integrations, with what it was found in. */
export type EvaluatedChunk = Array<
  EvaluatedIntegration & { evidence: IntegrationEvidence }
>;

/** Told of each chunk when it is stored. What it throws ends the evaluation. */
export type ChunkListener = (chunk: EvaluatedChunk) => Promise<void>;
/** What two checklists say of one integration, on the same evidence. */
export interface ComparedIntegration {
  before: EvaluatedIntegration;
  after: EvaluatedIntegration;
}

/** So many are held in memory at a time, and whoever waits gets a turn after them. */
const CHUNK_SIZE = 100;

/** Whoever evaluates so many may fill tables faster than the database notices. */
const MANY = 1_000;

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
  readonly #statistics: PlannerStatistics;
  readonly #now: () => Date;
  #lastChunk: Promise<unknown> = Promise.resolve();
  readonly #open = new Set<Promise<unknown>>();

  constructor(options: {
    checklist: ActiveChecklist;
    evidence: EvidenceReader;
    scorecards: ScorecardStore;
    waivers: WaiverStore;
    audits: AuditStore;
    statistics: PlannerStatistics;
    now?: () => Date;
  }) {
    this.#checklist = options.checklist;
    this.#evidence = options.evidence;
    this.#scorecards = options.scorecards;
    this.#waivers = options.waivers;
    this.#audits = options.audits;
    this.#statistics = options.statistics;
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

  /**
   * Evaluates integrations by the checklist that counts and by another one, and
   * stores nothing. It takes its turn like everything else.
   *
   * @param entityRefs - all where they are missing
   * @param take - is given one chunk after the other; false ends it early
   */
  async compare(
    candidate: Checklist,
    entityRefs: readonly string[],
    take: (compared: ComparedIntegration[]) => Promise<boolean>,
  ): Promise<void> {
    const touched = new Set<string>();
    for (let at = 0; at < entityRefs.length; at += CHUNK_SIZE) {
      const chunk = entityRefs.slice(at, at + CHUNK_SIZE);
      let goesOn = true;
      await this.#inTurn(async () => {
        const now = this.#now();
        const { evidence, pipelines } = await this.#evidence.read(chunk, now);
        pipelines.forEach(pipeline => touched.add(pipeline));
        const before = await this.#checklist.refresh();
        const judge = await this.#judgeOf(evidence, now);
        goesOn = await take(
          evidence.map(one => ({
            before: judge(before, one),
            after: judge(candidate, one),
          })),
        );
      });
      if (!goesOn) {
        break;
      }
    }
    // Reading has remembered who came and left; nobody else would look again.
    if (touched.size > 0) {
      await this.evaluate(await this.#evidence.listMates([...touched]));
    }
  }

  /** Waits until the chunks that were asked for by now are written. */
  async settle(): Promise<void> {
    await this.#inTurn(async () => undefined);
  }

  /** The integrations that there are. */
  listRefs(): Promise<string[]> {
    return this.#evidence.listRefs();
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
      await this.#inTurn(async () => {
        if (entityRefs.length >= MANY && at % MANY === 0) {
          await this.#statistics.refresh();
        }
        await this.#evaluateChunk(chunk, pipelines, onProgress, onChunk);
      });
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
    // Another replica may have activated another version.
    const checklist = await this.#checklist.refresh();
    const judge = await this.#judgeOf(known, now);
    const evaluated = known.map(evidence => judge(checklist, evidence));
    const changed = await this.#scorecards.write(evaluated);
    await onChunk(evaluated);
    for (const ref of refs) {
      await onProgress((changed.get(ref) ?? 0) > 0);
    }
  }

  /** What judges these integrations, with what people decided about them. */
  async #judgeOf(
    known: readonly IntegrationEvidence[],
    now: Date,
  ): Promise<
    (checklist: Checklist, one: IntegrationEvidence) => EvaluatedChunk[number]
  > {
    const refs = known.map(({ facets }) => facets.entityRef);
    const [waivers, overturned] = await Promise.all([
      this.#waivers.open(refs, now),
      this.#audits.overturned(refs),
    ]);
    return (checklist, evidence) => {
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
    };
  }
}
