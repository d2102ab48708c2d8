import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import { EvidencePieceStore } from '../evidence/told/EvidencePieceStore';
import { PilotStore } from '../improvement/PilotStore';
import { EvaluationRuns } from './EvaluationRuns';
import { ScorecardStore } from './ScorecardStore';

const DAY_MS = 86_400_000;
const KEPT_DAYS = 30;
/** History of evidence is kept for two years. */
const EVIDENCE_KEPT_DAYS = 731;

/** Forgets what belongs to integrations and platforms that left the catalog 30 days ago, and old evaluations. */
export class RetentionJob {
  readonly #projection: IntegrationProjection;
  readonly #scorecards: ScorecardStore;
  readonly #runs: EvaluationRuns;
  readonly #pieces: EvidencePieceStore;
  readonly #pilots: PilotStore;

  constructor(options: {
    projection: IntegrationProjection;
    scorecards: ScorecardStore;
    runs: EvaluationRuns;
    pieces: EvidencePieceStore;
    pilots: PilotStore;
  }) {
    this.#projection = options.projection;
    this.#scorecards = options.scorecards;
    this.#runs = options.runs;
    this.#pieces = options.pieces;
    this.#pilots = options.pilots;
  }

  async run(now: Date): Promise<void> {
    const before = new Date(now.getTime() - KEPT_DAYS * DAY_MS);
    const gone = await this.#projection.listDeletedBefore(before);
    await this.#scorecards.purge(gone);
    await this.#pilots.purge(gone);
    // A practice outlives its integration, whose facets say who may read it.
    const named = await this.#pilots.namedByPractices(gone);
    // The projection last: it is what tells that the rest has to go.
    await this.#projection.purge(gone.filter(ref => !named.has(ref)));
    // Pipelines tell of platforms too.
    const others = await this.#projection.listOthersDeletedBefore(before);
    await this.#pieces.purge(others);
    await this.#projection.purge(others);
    await this.#runs.forgetBefore(before);
    await this.#pieces.forgetSupersededBefore(
      new Date(now.getTime() - EVIDENCE_KEPT_DAYS * DAY_MS),
    );
  }
}
