import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import {
  CRITICALITIES,
  IntegrationFinding,
  readIntegration,
  ReadableIntegrationSpec,
} from '@tieline/plugin-integrations-common';
import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import { Knex } from 'knex';
import type { IntegrationQuery } from '../permissions/integrationRules';
import { toFacets, toSearchText } from './toFacets';

interface EntityRow {
  entity_ref: string;
  kind: string;
  etag: string;
  entity: string;
  deleted_at: Date | string | null;
}

/** How many rows are read or written in one statement: SQLite bounds its variables. */
const BATCH_SIZE = 50;

/**
 * An integration as the projection knows it.
 *
 * @public
 */
export interface ProjectedIntegration {
  facets: IntegrationFacets;
  spec: ReadableIntegrationSpec;
  findings: IntegrationFinding[];
  entity: Entity;
}

function toProjected(row: {
  facets: string;
  entity: string;
}): ProjectedIntegration {
  const entity: Entity = JSON.parse(row.entity);
  return {
    facets: JSON.parse(row.facets),
    entity,
    ...readIntegration(entity),
  };
}

function inBatches<T>(items: readonly T[]): T[][] {
  const batches: T[][] = [];
  for (let at = 0; at < items.length; at += BATCH_SIZE) {
    batches.push(items.slice(at, at + BATCH_SIZE));
  }
  return batches;
}

/**
 * A backend's own small copy of what it needs to know of the catalog, in its
 * own database: integrations with their facets in columns, so that lists are
 * filtered, authorised and paged in SQL, and the entities around them.
 * Filled by {@link CatalogSynchroniser}.
 *
 * @public
 */
export class IntegrationProjection {
  readonly #knex: Knex;

  /**
   * Creates or migrates the projection's tables, which keep a migration
   * history of their own beside the plugin's.
   */
  static async create(options: {
    database: DatabaseService;
  }): Promise<IntegrationProjection> {
    const knex = await options.database.getClient();
    if (!options.database.migrations?.skip) {
      await knex.migrate.latest({
        directory: resolvePackagePath(
          '@tieline/plugin-integrations-node',
          'migrations',
        ),
        tableName: 'projection_migrations',
      });
    }
    return new IntegrationProjection(knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * The integrations that exist, to filter, join and page: a query on
   * `projection_integrations`.
   */
  query(): Knex.QueryBuilder {
    return this.#knex('projection_integrations').whereNull(
      'projection_integrations.deleted_at',
    );
  }

  /** The facets of one integration, or undefined where there is no such. */
  async getFacets(entityRef: string): Promise<IntegrationFacets | undefined> {
    const row = await this.query()
      .where('entity_ref', entityRef.toLocaleLowerCase('en-US'))
      .first('facets');
    return row && JSON.parse(row.facets);
  }

  /**
   * One integration, or undefined where there is no such.
   *
   * @param narrow - what else it has to be, as a condition on `projection_integrations`
   */
  async getIntegration(
    entityRef: string,
    narrow: IntegrationQuery = () => {},
  ): Promise<ProjectedIntegration | undefined> {
    const query = this.#withEntities().where(
      'projection_integrations.entity_ref',
      entityRef.toLocaleLowerCase('en-US'),
    );
    narrow(query);
    const row = await query.first('facets', 'entity');
    return row && toProjected(row);
  }

  /** Every integration that exists, or those of the given ones, by reference. */
  async listIntegrations(
    entityRefs?: readonly string[],
  ): Promise<ProjectedIntegration[]> {
    const read = async (narrow: IntegrationQuery) => {
      const query = this.#withEntities()
        .orderBy('projection_integrations.entity_ref')
        .select('facets', 'entity');
      narrow(query);
      const rows = await query;
      return rows.map(toProjected);
    };
    if (!entityRefs) {
      return read(() => {});
    }
    const found: ProjectedIntegration[] = [];
    for (const batch of inBatches(entityRefs)) {
      found.push(
        ...(await read(query =>
          query.whereIn('projection_integrations.entity_ref', batch),
        )),
      );
    }
    return found;
  }

  /** The references of all integrations that exist, in their order. */
  async listIntegrationRefs(): Promise<string[]> {
    const rows: Array<{ entity_ref: string }> = await this.query()
      .orderBy('entity_ref')
      .select('entity_ref');
    return rows.map(row => row.entity_ref);
  }

  /** An entity of any kind that the projection keeps, or undefined. */
  async getEntity(entityRef: string): Promise<Entity | undefined> {
    const row = await this.#entities()
      .where('entity_ref', entityRef.toLocaleLowerCase('en-US'))
      .first('entity');
    return row && JSON.parse(row.entity);
  }

  /** All entities of a kind, for example `group`. */
  async listEntities(kind: string): Promise<Entity[]> {
    const rows = await this.#entities()
      .where('kind', kind.toLocaleLowerCase('en-US'))
      .orderBy('entity_ref')
      .select('entity');
    return rows.map(row => JSON.parse(row.entity));
  }

  /** Which of the references exist. */
  async resolveRefs(entityRefs: readonly string[]): Promise<Set<string>> {
    const found = new Set<string>();
    for (const batch of inBatches([...new Set(entityRefs)])) {
      const rows = await this.#entities()
        .whereIn('entity_ref', batch)
        .select('entity_ref');
      rows.forEach(row => found.add(row.entity_ref));
    }
    return found;
  }

  /** The integrations that a platform carries. */
  async listVia(platformRef: string): Promise<string[]> {
    const rows = await this.query()
      .innerJoin(
        'projection_integration_refs',
        'projection_integration_refs.entity_ref',
        'projection_integrations.entity_ref',
      )
      .where({ role: 'via', ref: platformRef.toLocaleLowerCase('en-US') })
      .distinct('projection_integrations.entity_ref');
    return rows.map(row => row.entity_ref);
  }

  /** The integrations that have been gone since before the instant. */
  async listDeletedBefore(instant: Date): Promise<string[]> {
    const rows = await this.#knex('projection_integrations')
      .where('deleted_at', '<', instant)
      .select('entity_ref');
    return rows.map(row => row.entity_ref);
  }

  /** The entities that are no integrations and have been gone since before the instant. */
  async listOthersDeletedBefore(instant: Date): Promise<string[]> {
    const rows = await this.#knex('projection_entities')
      .where('deleted_at', '<', instant)
      .whereNot('kind', 'integration')
      .select('entity_ref');
    return rows.map(row => row.entity_ref);
  }

  /** Forgets integrations and entities for good. */
  async purge(entityRefs: readonly string[]): Promise<void> {
    for (const batch of inBatches(entityRefs)) {
      await this.#knex('projection_integrations')
        .whereIn('entity_ref', batch)
        .delete();
      await this.#knex('projection_entities')
        .whereIn('entity_ref', batch)
        .delete();
    }
  }

  /** Writes what changed in the catalog. Replicas may do so at the same time. */
  async upsert(changes: Array<{ ref: string; entity: Entity }>): Promise<void> {
    for (const batch of inBatches(changes)) {
      await this.#knex.transaction(async tx => {
        await tx('projection_entities')
          .insert(
            batch.map(({ ref, entity }) => ({
              entity_ref: ref,
              kind: entity.kind.toLocaleLowerCase('en-US'),
              etag: entity.metadata.etag ?? '',
              entity: JSON.stringify(entity),
              deleted_at: null,
            })),
          )
          .onConflict('entity_ref')
          .merge();
        const integrations = batch.filter(
          ({ entity }) =>
            entity.kind.toLocaleLowerCase('en-US') === 'integration',
        );
        for (const { ref, entity } of integrations) {
          await this.#writeIntegration(tx, ref, entity);
        }
      });
    }
  }

  /** Marks what is no longer in the catalog. */
  async markDeleted(entityRefs: readonly string[], at: Date): Promise<void> {
    for (const batch of inBatches(entityRefs)) {
      for (const table of ['projection_entities', 'projection_integrations']) {
        await this.#knex(table)
          .whereIn('entity_ref', batch)
          .whereNull('deleted_at')
          .update({ deleted_at: at });
      }
    }
  }

  /**
   * Brings the integrations' domains up to date: they come from the system.
   *
   * @returns the integrations whose domain changed
   */
  async refreshDomains(): Promise<string[]> {
    const domainBySystem = new Map<string, string>();
    for (const system of await this.listEntities('system')) {
      const ref = `system:${system.metadata.namespace ?? 'default'}/${system.metadata.name}`;
      const domain = system.relations?.find(
        relation =>
          relation.type === 'partOf' &&
          relation.targetRef.startsWith('domain:'),
      );
      if (domain) {
        domainBySystem.set(ref.toLocaleLowerCase('en-US'), domain.targetRef);
      }
    }
    const changed: string[] = [];
    const rows = await this.query().select('entity_ref', 'facets');
    for (const row of rows) {
      const facets: IntegrationFacets = JSON.parse(row.facets);
      const domainRef = domainBySystem.get(
        facets.systemRef ?? facets.sourceRef ?? '',
      );
      if (domainRef !== facets.domainRef) {
        await this.#knex('projection_integrations')
          .where('entity_ref', row.entity_ref)
          .update({
            domain_ref: domainRef ?? null,
            facets: JSON.stringify({ ...facets, domainRef }),
          });
        changed.push(row.entity_ref);
      }
    }
    return changed;
  }

  /** References that are there, with or without the deleted. */
  async listRefs(kinds: readonly string[]): Promise<string[]> {
    const rows = await this.#entities()
      .whereIn('kind', [...kinds])
      .select('entity_ref');
    return rows.map(row => row.entity_ref);
  }

  #withEntities(): Knex.QueryBuilder {
    return this.query().join(
      'projection_entities',
      'projection_entities.entity_ref',
      'projection_integrations.entity_ref',
    );
  }

  #entities() {
    return this.#knex<EntityRow>('projection_entities').whereNull('deleted_at');
  }

  async #writeIntegration(tx: Knex.Transaction, ref: string, entity: Entity) {
    const { spec } = readIntegration(entity);
    const before = await tx('projection_integrations')
      .where('entity_ref', ref)
      .first('domain_ref');
    const facets: IntegrationFacets = {
      ...toFacets(entity, spec),
      domainRef: before?.domain_ref ?? undefined,
    };
    await tx('projection_integrations')
      .insert({
        entity_ref: ref,
        namespace: facets.namespace,
        name: facets.name,
        title: facets.title ?? null,
        owner_ref: facets.ownerRef ?? null,
        system_ref: facets.systemRef ?? null,
        domain_ref: facets.domainRef ?? null,
        pattern: facets.pattern ?? null,
        interaction: facets.interaction ?? null,
        criticality: facets.criticality ?? null,
        criticality_rank: facets.criticality
          ? CRITICALITIES.indexOf(facets.criticality)
          : -1,
        lifecycle: facets.lifecycle ?? null,
        source_ref: facets.sourceRef ?? null,
        search_text: toSearchText(facets, spec),
        facets: JSON.stringify(facets),
        deleted_at: null,
      })
      .onConflict('entity_ref')
      .merge();
    await tx('projection_integration_refs').where('entity_ref', ref).delete();
    const refs = [
      ...facets.targetRefs.map(target => ({ role: 'target', ref: target })),
      ...facets.viaRefs.map(via => ({ role: 'via', ref: via })),
    ];
    if (refs.length > 0) {
      await tx('projection_integration_refs')
        .insert(refs.map(row => ({ entity_ref: ref, ...row })))
        .onConflict(['entity_ref', 'role', 'ref'])
        .ignore();
    }
  }
}
