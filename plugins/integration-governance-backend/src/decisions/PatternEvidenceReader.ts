import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { PatternEvidence } from '../evidence/IntegrationEvidence';
import { DecisionStore } from './DecisionStore';
import { ReconsiderationStore } from './reconsiderations/ReconsiderationStore';

/** What was decided about integrations, and what the matrix says of them; for many at once. */
export class PatternEvidenceReader {
  readonly #decisions: DecisionStore;
  readonly #reconsiderations: ReconsiderationStore;

  constructor(options: { knex: Knex; projection: IntegrationProjection }) {
    this.#decisions = new DecisionStore(options);
    this.#reconsiderations = new ReconsiderationStore(options);
  }

  /** Of each of them, also of what nothing is known. */
  async read(
    entityRefs: readonly string[],
  ): Promise<(entityRef: string) => PatternEvidence> {
    const decisions = await this.#decisions.current(entityRefs);
    const compared = await this.#reconsiderations.of(entityRefs);
    return ref => {
      const decision = decisions.get(ref);
      const row = compared.get(ref);
      return {
        decision: decision && {
          id: decision.id,
          source: decision.source,
          pattern: decision.pattern,
          reason: decision.reason,
          decidedOn: decision.decidedOn,
          recordedBy: decision.recordedBy,
          profile: decision.profile,
        },
        ranking: row?.comparison && {
          pattern: row.pattern,
          recommended: row.comparison.recommended,
          rank: row.comparison.rank,
          isNearTie: row.comparison.isNearTie,
          reason: row.comparison.reason,
          matrixVersion: row.matrixVersion,
          comparedAt: row.comparedAt,
        },
      };
    };
  }
}
