import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { isError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import { CATALOG_REGISTRY } from '../contractIdOf';
import { StoredContract } from '../registry/Contract';
import { ContractStore } from '../registry/ContractStore';
import { Publisher } from '../registry/Publisher';
import { VersionStore } from '../registry/VersionStore';
import { ApiStore } from './ApiStore';
import { ApiContract, readApi } from './readApi';

/** Entities that are read at once: a definition can have megabytes. */
const AT_ONCE = 10;

/**
 * Makes contracts of the catalog's API entities, and keeps their history from
 * then on. What is in the catalog is in use, so it can't be refused any more:
 * a definition that breaks is kept as `incompatible`, one that can't be read
 * is a problem of the contract and changes nothing else.
 */
export class CatalogContracts {
  readonly #projection: IntegrationProjection;
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;
  readonly #contracts: ContractStore;
  readonly #versions: VersionStore;
  readonly #publisher: Publisher;
  readonly #apis: ApiStore;
  readonly #logger: LoggerService;
  readonly #now: () => number;

  constructor(options: {
    projection: IntegrationProjection;
    catalog: CatalogService;
    auth: AuthService;
    contracts: ContractStore;
    versions: VersionStore;
    publisher: Publisher;
    apis: ApiStore;
    logger: LoggerService;
    now: () => number;
  }) {
    this.#projection = options.projection;
    this.#catalog = options.catalog;
    this.#auth = options.auth;
    this.#contracts = options.contracts;
    this.#versions = options.versions;
    this.#publisher = options.publisher;
    this.#apis = options.apis;
    this.#logger = options.logger;
    this.#now = options.now;
  }

  /** Looks at the API entities that are new or changed. */
  async follow(): Promise<void> {
    const known = await this.#apis.listEtags();
    const present = await this.#projection.listEntities('api');
    const refs = new Set(present.map(refOf));
    const changed = present.filter(
      entity => known.get(refOf(entity)) !== (entity.metadata.etag ?? ''),
    );
    const credentials = await this.#auth.getOwnServiceCredentials();
    for (let at = 0; at < changed.length; at += AT_ONCE) {
      const entityRefs = changed.slice(at, at + AT_ONCE).map(refOf);
      const { items } = await this.#catalog.getEntitiesByRefs(
        { entityRefs },
        { credentials },
      );
      for (const entity of items.filter(item => item !== undefined)) {
        await this.#take(entity);
        // The etag that was read, not the one that was listed.
        await this.#apis.put(refOf(entity), entity.metadata.etag ?? '');
      }
    }
    const gone = [...known.keys()].filter(ref => !refs.has(ref));
    await this.#apis.markGone(gone, this.#now());
  }

  async #take(entity: Entity): Promise<void> {
    const api = readApi(entity);
    if (!api) {
      return;
    }
    const id = { registry: CATALOG_REGISTRY, subject: api.apiRef };
    const contract = await this.#contracts.ensure(id);
    await this.#contracts.changeSourceFacts(
      contract,
      { title: contract.sourceFacts.title, ...api.facts },
      { api_ref: api.apiRef, format: contract.row.format ?? api.format },
    );
    if (api.definition === undefined) {
      await this.#contracts.setProblem(
        contract,
        'The API entity has no definition',
      );
      return;
    }
    try {
      await this.#publisher.publish({
        contract: id,
        text: api.definition,
        format: api.format,
        title: api.facts.title,
        source: 'catalog',
        sourceUrl: api.sourceUrl,
        isInUse: true,
        isDeprecated: api.facts.isDeprecated,
      });
      await this.#contracts.setProblem(contract, null);
    } catch (error) {
      if (!isError(error) || error.name !== 'InputError') {
        throw error;
      }
      this.#logger.info(`${api.apiRef} can't be taken: ${error.message}`);
      await this.#contracts.setProblem(contract, error.message);
    }
    await this.#followLifecycle(contract, api);
  }

  /** Only a change in the catalog counts: what somebody did here stays otherwise. */
  async #followLifecycle(
    { id, sourceFacts }: StoredContract,
    { facts: { isDeprecated = false } }: ApiContract,
  ): Promise<void> {
    const latest = await this.#versions.find(id, 'latest');
    if (!latest || (sourceFacts.isDeprecated ?? false) === isDeprecated) {
      return;
    }
    const state = isDeprecated ? 'deprecated' : 'active';
    if (latest.state !== state && latest.state !== 'retired') {
      await this.#versions.changeLifecycle(latest, { state }, this.#now());
    }
  }
}

function refOf(entity: Entity): string {
  return stringifyEntityRef(entity).toLocaleLowerCase('en-US');
}
