import {
  AuthService,
  LifecycleService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { stringifyError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { IntegrationProjection } from './IntegrationProjection';

/** What a change in the catalog means for the projection. @public */
export interface ProjectionChange {
  /** Integrations that are new, changed, or in another domain now. */
  integrations: string[];
  /** Integrations that are gone from the catalog. */
  removedIntegrations: string[];
  /** Whether anything around them changed: teams, people, systems, services. */
  surroundings: boolean;
}

/** @public */
export type ProjectionListener = (change: ProjectionChange) => Promise<void>;

const surroundingKinds = [
  'api',
  'component',
  'domain',
  'group',
  'resource',
  'system',
  'user',
] as const;

/** What is kept of an entity that is no Integration. */
const surroundingFields = [
  'apiVersion',
  'kind',
  'metadata',
  'relations',
  'spec.type',
  'spec.lifecycle',
  'spec.profile',
  'spec.contact',
  'spec.noticePeriod',
];

const etagFields = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.etag',
];

function refOf(entity: Entity): string {
  return stringifyEntityRef(entity).toLocaleLowerCase('en-US');
}

/**
 * Keeps an {@link IntegrationProjection} up to date. The catalog emits no
 * change events, so it is asked: in pages, for the etags, and then for what
 * changed. Integrations are asked for often, what surrounds them less so.
 *
 * Each replica runs its own, since each has listeners of its own to tell; what
 * they write is the same.
 *
 * @public
 */
export class CatalogSynchroniser {
  readonly #projection: IntegrationProjection;
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;
  readonly #logger: LoggerService;
  readonly #intervalMs: number;
  readonly #surroundingsEvery: number;
  readonly #listeners: ProjectionListener[] = [];
  readonly #etags = new Map<string, string>();
  #round = 0;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  #running: Promise<void> = Promise.resolve();

  constructor(options: {
    projection: IntegrationProjection;
    catalog: CatalogService;
    auth: AuthService;
    logger: LoggerService;
    /** Time between two looks at the integrations; 5 seconds by default. */
    intervalMs?: number;
    /** Every how many looks the surroundings are looked at too; 3 by default. */
    surroundingsEvery?: number;
  }) {
    this.#projection = options.projection;
    this.#catalog = options.catalog;
    this.#auth = options.auth;
    this.#logger = options.logger;
    this.#intervalMs = options.intervalMs ?? 5_000;
    this.#surroundingsEvery = options.surroundingsEvery ?? 3;
  }

  /**
   * Calls the listener after each look that found a change. The first look
   * reports everything. A listener that throws is called again with the same
   * integrations after the next look.
   */
  onChange(listener: ProjectionListener): void {
    let missed: ProjectionChange | undefined;
    this.#listeners.push(async change => {
      const due = missed ? mergeChanges(missed, change) : change;
      missed = due;
      if (!isEmpty(due)) {
        await listener(due);
      }
      missed = undefined;
    });
  }

  /** Looks until the plugin shuts down. */
  start(lifecycle: LifecycleService): void {
    lifecycle.addStartupHook(() => this.#turn());
    lifecycle.addShutdownHook(async () => {
      this.#stopped = true;
      clearTimeout(this.#timer);
      await this.#running;
    });
  }

  #turn(): void {
    this.#running = this.synchronise()
      .catch(error => {
        this.#logger.warn(
          `The catalog could not be read, will try again: ${stringifyError(
            error,
          )}`,
        );
      })
      .then(() => {
        if (!this.#stopped) {
          this.#timer = setTimeout(() => this.#turn(), this.#intervalMs);
        }
      });
  }

  /** Looks once. */
  async synchronise(): Promise<void> {
    const withSurroundings = this.#round % this.#surroundingsEvery === 0;
    const surroundings = withSurroundings
      ? await this.#synchroniseKinds(surroundingKinds, surroundingFields)
      : { changed: [], removed: [] };
    const integrations = await this.#synchroniseKinds(['integration']);
    const movedDomain =
      integrations.changed.length > 0 || surroundings.changed.length > 0
        ? await this.#projection.refreshDomains()
        : [];
    this.#round += 1;
    const change: ProjectionChange = {
      integrations: [...new Set([...integrations.changed, ...movedDomain])],
      removedIntegrations: integrations.removed,
      surroundings:
        surroundings.changed.length + surroundings.removed.length > 0,
    };
    for (const listener of this.#listeners) {
      try {
        await listener(change);
      } catch (error) {
        this.#logger.error(
          `A change in the catalog could not be followed, will try again: ${stringifyError(error)}`,
        );
      }
    }
  }

  async #synchroniseKinds(
    kinds: readonly string[],
    fields?: string[],
  ): Promise<{ changed: string[]; removed: string[] }> {
    const credentials = await this.#auth.getOwnServiceCredentials();
    const seen = new Map<string, string>();
    const pages = this.#catalog.streamEntities(
      { filter: { kind: [...kinds] }, fields: etagFields, pageSize: 500 },
      { credentials },
    );
    for await (const page of pages) {
      page.forEach(entity =>
        seen.set(refOf(entity), entity.metadata.etag ?? ''),
      );
      // A page is some milliseconds of work; whatever waits comes in between.
      await new Promise(resolve => setImmediate(resolve));
    }

    const changed = [...seen.keys()].filter(
      ref => this.#etags.get(ref) !== seen.get(ref),
    );
    for (let at = 0; at < changed.length; at += 200) {
      const refs = changed.slice(at, at + 200);
      const { items } = await this.#catalog.getEntitiesByRefs(
        { entityRefs: refs, fields },
        { credentials },
      );
      const entities = items.filter(item => item !== undefined);
      await this.#projection.upsert(
        entities.map(entity => ({ ref: refOf(entity), entity })),
      );
      // The etag that was read, not the one that was listed: a change in
      // between is then found by the next look.
      entities.forEach(entity =>
        this.#etags.set(refOf(entity), entity.metadata.etag ?? ''),
      );
    }

    const stored = await this.#projection.listRefs(kinds);
    const removed = stored.filter(ref => !seen.has(ref));
    await this.#projection.markDeleted(removed, new Date());
    const forgotten = [...this.#etags.keys()].filter(
      ref => kinds.includes(ref.slice(0, ref.indexOf(':'))) && !seen.has(ref),
    );
    forgotten.forEach(ref => this.#etags.delete(ref));
    return { changed, removed: [...new Set([...removed, ...forgotten])] };
  }
}

function mergeChanges(
  left: ProjectionChange,
  right: ProjectionChange,
): ProjectionChange {
  return {
    integrations: [...new Set([...left.integrations, ...right.integrations])],
    removedIntegrations: [
      ...new Set([...left.removedIntegrations, ...right.removedIntegrations]),
    ],
    surroundings: left.surroundings || right.surroundings,
  };
}

function isEmpty(change: ProjectionChange): boolean {
  return (
    change.integrations.length === 0 &&
    change.removedIntegrations.length === 0 &&
    !change.surroundings
  );
}
