import {
  ProjectedIntegration,
  ServiceResolver,
} from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { SeenService } from '../series/SeriesBatch';

interface ServiceRow {
  name: string;
  namespace: string;
  environment: string;
  first_seen_ms: number;
  last_seen_ms: number;
}

/** When something was first and last received. */
interface Seen {
  firstSeenMs?: number;
  lastSeenMs?: number;
}

/** Services by the entity that they are or are part of, and by name. */
interface ServiceIndex {
  byEntity: Map<string, Seen>;
  byName: Map<string, Seen>;
}

const keyOf = (environment: string, of: string) => `${environment}\u0001${of}`;

/** Knows when the services of an integration were last heard of. */
export class ServiceActivity {
  readonly #knex: Knex;
  readonly #elsewhere: () => readonly SeenService[];
  #resolver = new ServiceResolver([]);
  #index: Promise<ServiceIndex> | undefined;

  constructor(options: {
    knex: Knex;
    /** Services whose telemetry is not in our own store. */
    elsewhere?: () => readonly SeenService[];
  }) {
    this.#knex = options.knex;
    this.#elsewhere = options.elsewhere ?? (() => []);
  }

  get resolver(): ServiceResolver {
    return this.#resolver;
  }

  useResolver(resolver: ServiceResolver): void {
    this.#resolver = resolver;
    this.refresh();
  }

  /** Reads the services anew at the next question: once a round of evaluation. */
  refresh(): void {
    this.#index = undefined;
  }

  /**
   * When anything was first and last received from a service that is, or is
   * part of, the integration's source or targets, or that its matchers name.
   */
  async of(
    integration: ProjectedIntegration,
    environment: string,
  ): Promise<Seen> {
    this.#index ??= this.#read();
    const { byEntity, byName } = await this.#index;
    const { facets, spec } = integration;
    const seen: Seen = {};
    for (const end of [facets.sourceRef, ...facets.targetRefs]) {
      if (end !== undefined) {
        widen(seen, byEntity.get(keyOf(environment, end)));
      }
    }
    for (const { conditions } of spec.telemetry?.matchers ?? []) {
      for (const { attribute, equals, in: any } of conditions) {
        if (attribute === 'service.name') {
          for (const name of equals === undefined ? (any ?? []) : [equals]) {
            widen(seen, byName.get(keyOf(environment, name)));
          }
        }
      }
    }
    return seen;
  }

  async #read(): Promise<ServiceIndex> {
    const resolver = this.#resolver;
    const index: ServiceIndex = { byEntity: new Map(), byName: new Map() };
    const rows = await this.#knex<ServiceRow>('services').select('*');
    const others = this.#elsewhere().map(
      ({ firstSeenMs, lastSeenMs, ...of }) => ({
        ...of,
        first_seen_ms: firstSeenMs,
        last_seen_ms: lastSeenMs,
      }),
    );
    for (const row of [...rows, ...others]) {
      const { environment, name, namespace } = row;
      add(index.byName, keyOf(environment, name), row);
      const ref = resolver.resolve(name, namespace || undefined);
      if (ref !== undefined) {
        for (const entity of new Set([ref, resolver.systemOf(ref) ?? ref])) {
          add(index.byEntity, keyOf(environment, entity), row);
        }
      }
    }
    return index;
  }
}

function add(index: Map<string, Seen>, key: string, row: ServiceRow): void {
  const seen = index.get(key) ?? {};
  widen(seen, {
    firstSeenMs: row.first_seen_ms,
    lastSeenMs: row.last_seen_ms,
  });
  index.set(key, seen);
}

function widen(seen: Seen, by: Seen | undefined): void {
  if (by?.firstSeenMs !== undefined && by.lastSeenMs !== undefined) {
    seen.firstSeenMs = Math.min(seen.firstSeenMs ?? Infinity, by.firstSeenMs);
    seen.lastSeenMs = Math.max(seen.lastSeenMs ?? 0, by.lastSeenMs);
  }
}
