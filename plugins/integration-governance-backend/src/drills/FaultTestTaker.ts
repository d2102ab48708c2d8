import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { StoredInstant, toInstant } from '../database';
import { FaultTestFacts } from '../evidence/told/EvidencePiece';
import { readFacets } from '../http/readFacets';
import { FailureModes } from '../runbooks/FailureModes';
import { FaultTestDrill } from './Drill';
import { DrillStore } from './DrillStore';

/** What is written at the same time by another replica may be seen later. */
const OVERLAP_MS = 60_000;
const UNKNOWN_MODE = 'fault-test';

interface TestRow {
  entity_ref: string;
  subject: string;
  value: string;
  source: string;
  href: string | null;
  environment: string | null;
  facts: string;
  at: StoredInstant;
  received_at: StoredInstant;
}

/** Lets fault tests that pipelines pushed stand for drills. */
export class FaultTestTaker {
  readonly #knex: Knex;
  readonly #projection: IntegrationProjection;
  readonly #modes: FailureModes;
  readonly #store: DrillStore;
  #seenUntil = 0;

  constructor(options: {
    knex: Knex;
    projection: IntegrationProjection;
    modes: FailureModes;
    store: DrillStore;
  }) {
    this.#knex = options.knex;
    this.#projection = options.projection;
    this.#modes = options.modes;
    this.#store = options.store;
  }

  /** Takes over what came since the last turn. */
  async turn(now: Date): Promise<void> {
    const rows: TestRow[] = await this.#knex('evidence_pieces')
      .where('type', 'fault-test')
      .whereNull('superseded_at')
      .where('entity_ref', 'like', 'integration:%')
      .where('received_at', '>', new Date(this.#seenUntil - OVERLAP_MS))
      .orderBy('received_at');
    const tests = new Map<string, TestRow[]>();
    for (const row of rows) {
      const { scenario }: FaultTestFacts = JSON.parse(row.facts);
      const key = JSON.stringify([row.entity_ref, toInstant(row.at), scenario]);
      tests.set(key, [...(tests.get(key) ?? []), row]);
    }
    const refs = [...new Set(rows.map(row => row.entity_ref))];
    const facets = await readFacets(this.#projection, refs, () => {});
    const held = await this.#store.lastHeld(refs);
    for (const own of tests.values()) {
      const kind = facets.get(own[0].entity_ref);
      const test = kind && this.#toDrill(own, kind);
      const known = test && held.get(test.entityRef)?.get(test.failureModeId);
      // After a start all of them come again.
      if (test && !(known && Date.parse(known) >= Date.parse(test.at))) {
        await this.#store.takeOver(test, now);
      }
    }
    const last = rows.at(-1);
    if (last) {
      this.#seenUntil = Date.parse(toInstant(last.received_at));
    }
  }

  #toDrill(
    [first, ...rest]: readonly TestRow[],
    facets: IntegrationFacets,
  ): FaultTestDrill {
    const { scenario, passed }: FaultTestFacts = JSON.parse(first.facts);
    const mode = this.#modes.rehearsedBy(
      [first, ...rest].map(({ subject }) => subject),
      facets,
    );
    return {
      entityRef: first.entity_ref,
      failureModeId: mode?.id ?? UNKNOWN_MODE,
      failureModeTitle: (mode?.title ?? scenario).slice(0, 300),
      environment: first.environment ?? 'unknown',
      at: toInstant(first.at),
      passed,
      artefact: first.href ?? undefined,
      notes: first.value,
      by: first.source,
    };
  }
}
