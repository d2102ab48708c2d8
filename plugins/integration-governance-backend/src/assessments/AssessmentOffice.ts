import { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError, NotFoundError } from '@backstage/errors';
import { AssessmentRequest } from '@tieline/plugin-integrations-common/governance';
import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import { ActiveChecklist } from '../checklist/ActiveChecklist';
import { EvaluatedChunk, Evaluator } from '../scorecard/Evaluator';
import { dayOf } from '../waivers/Waiver';
import {
  freezeChecklist,
  FrozenIntegration,
  StoredAssessment,
} from './Assessment';
import { AssessmentStore } from './AssessmentStore';

/** A hundred integrations take about a second; the others may have to wait for a turn. */
const LEASE_MS = 3 * 60_000;

/** Why an assessment ends before it is done, in words for who started it. */
class EndedEarly extends Error {}

/**
 * Runs assessments: evaluates every integration now, and freezes what it finds.
 * One at a time, however many replicas there are.
 */
export class AssessmentOffice {
  readonly #store: AssessmentStore;
  readonly #checklist: ActiveChecklist;
  readonly #projection: IntegrationProjection;
  readonly #evaluator: Evaluator;
  readonly #logger: LoggerService;
  readonly #now: () => Date;
  #running: Promise<void> = Promise.resolve();
  #isStopping = false;

  constructor(options: {
    store: AssessmentStore;
    checklist: ActiveChecklist;
    projection: IntegrationProjection;
    evaluator: Evaluator;
    logger: LoggerService;
    now?: () => Date;
  }) {
    this.#store = options.store;
    this.#checklist = options.checklist;
    this.#projection = options.projection;
    this.#evaluator = options.evaluator;
    this.#logger = options.logger;
    this.#now = options.now ?? (() => new Date());
  }

  /** @throws NotFoundError */
  async find(id: string): Promise<StoredAssessment> {
    await this.#store.failOverdue(this.#now());
    const assessment = await this.#store.find(id);
    if (!assessment) {
      throw new NotFoundError(
        `There is no assessment ${id}. The newest forty are kept.`,
      );
    }
    return assessment;
  }

  async list(page: {
    limit: number;
    offset: number;
  }): Promise<{ assessments: StoredAssessment[]; total: number }> {
    await this.#store.failOverdue(this.#now());
    return this.#store.list(page);
  }

  /**
   * Begins, and does not wait for the end.
   *
   * @throws ConflictError where another one runs
   */
  async start(
    request: AssessmentRequest,
    startedBy: string,
  ): Promise<StoredAssessment> {
    const now = this.#now();
    await this.#store.failOverdue(now);
    const refs = await this.#projection.listIntegrationRefs();
    const id = await this.#store.start(
      {
        title: request.title?.trim() || `Assessment of ${dayOf(now)}`,
        note: request.note?.trim() || undefined,
        startedBy,
        checklist: freezeChecklist(this.#checklist.current),
        total: refs.length,
      },
      now,
      this.#lease(),
    );
    if (id === undefined) {
      const other = await this.#store.findRunning();
      throw new ConflictError(
        other
          ? `“${other.title}”, started by ${other.startedBy} at ${other.startedAt}, is running (${other.id}): one runs at a time.`
          : 'Another one has just ended: start it again.',
      );
    }
    const assessment = await this.find(id);
    this.#running = this.#run(assessment, refs);
    return assessment;
  }

  /** Ends what runs here, so that it can be started elsewhere at once. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#running;
  }

  async #run(
    assessment: StoredAssessment,
    refs: readonly string[],
  ): Promise<void> {
    const { id } = assessment;
    try {
      const frozen = new Set<string>();
      await this.#evaluator.evaluate(refs, undefined, async chunk => {
        this.#requireSame(assessment, chunk);
        chunk.forEach(({ entityRef }) => frozen.add(entityRef));
        const held = await this.#store.freeze(assessment, chunk.map(toFrozen), {
          done: frozen.size,
          leaseUntil: this.#lease(),
        });
        if (!held) {
          throw new EndedEarly('It took too long, and was given up for dead.');
        }
      });
      if (await this.#store.finish(id, frozen.size, this.#now())) {
        await this.#store.prune();
      }
    } catch (error) {
      const because =
        error instanceof EndedEarly
          ? error.message
          : 'It met an error; the backend’s log says which. Start it again.';
      this.#logger.error(`The assessment ${id} ended early`, error as Error);
      // Where this fails too, the lease runs out.
      await this.#store
        .fail(id, because)
        .catch(failure =>
          this.#logger.error(`The assessment ${id} is still open`, failure),
        );
    }
  }

  #requireSame(assessment: StoredAssessment, chunk: EvaluatedChunk): void {
    if (this.#isStopping) {
      throw new EndedEarly(
        'The backend was stopped while it ran. Start it again.',
      );
    }
    const { version } = assessment.checklist;
    const other = chunk.find(one => one.checklistVersion !== version);
    if (other) {
      throw new EndedEarly(
        `The checklist became ${other.checklistVersion} while it ran by ${version}. Start it again.`,
      );
    }
  }

  #lease(): Date {
    return new Date(this.#now().getTime() + LEASE_MS);
  }
}

function toFrozen({
  evidence,
  outcomes,
  score,
}: EvaluatedChunk[number]): FrozenIntegration {
  return {
    integration: evidence.facets,
    score,
    outcomes,
    throughputPerMinute:
      evidence.telemetry?.summary?.calls?.throughputPerMinute ?? undefined,
  };
}
