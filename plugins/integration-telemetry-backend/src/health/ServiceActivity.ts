import { ServiceResolver } from '@tieline/plugin-integrations-node';
import { ProjectedIntegration } from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';

interface ServiceRow {
  name: string;
  namespace: string;
  environment: string;
  first_seen_ms: number;
  last_seen_ms: number;
}

/** Knows when the services of an integration were last heard of. */
export class ServiceActivity {
  readonly #knex: Knex;
  #resolver = new ServiceResolver([]);
  #rows: Promise<ServiceRow[]> | undefined;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  get resolver(): ServiceResolver {
    return this.#resolver;
  }

  useResolver(resolver: ServiceResolver): void {
    this.#resolver = resolver;
  }

  /** Reads the services anew at the next question: once a round of evaluation. */
  refresh(): void {
    this.#rows = undefined;
  }

  /**
   * When anything was first and last received from a service that is, or is
   * part of, the integration's source or targets, or that its matchers name.
   */
  async of(
    integration: ProjectedIntegration,
    environment: string,
  ): Promise<{ firstSeenMs?: number; lastSeenMs?: number }> {
    this.#rows ??= this.#knex<ServiceRow>('services').select('*') as never;
    const { facets, spec } = integration;
    const ends = new Set([facets.sourceRef, ...facets.targetRefs]);
    const named = new Set(
      (spec.telemetry?.matchers ?? [])
        .flatMap(matcher => matcher.conditions)
        .filter(condition => condition.attribute === 'service.name')
        .flatMap(({ equals, in: any }) => [equals, ...(any ?? [])]),
    );
    const rows = (await this.#rows!).filter(row => {
      if (row.environment !== environment) {
        return false;
      }
      const ref = this.#resolver.resolve(row.name, row.namespace || undefined);
      const isEnd =
        ref !== undefined &&
        (ends.has(ref) || ends.has(this.#resolver.systemOf(ref)));
      return isEnd || named.has(row.name);
    });
    return rows.length === 0
      ? {}
      : {
          firstSeenMs: Math.min(...rows.map(row => row.first_seen_ms)),
          lastSeenMs: Math.max(...rows.map(row => row.last_seen_ms)),
        };
  }
}
