import { matchVersions } from '@tieline/plugin-integrations-common/contracts';
import { EndingNotice } from '@tieline/plugin-integrations-common/telemetry';
import {
  IntegrationProjection,
  ProjectedIntegration,
} from '@tieline/plugin-integrations-node';
import { FlowStore } from '../../consumers/FlowStore';
import { StoredContract, VersionRow } from '../../registry/Contract';
import { ContractStore } from '../../registry/ContractStore';
import { VersionStore } from '../../registry/VersionStore';
import { EndingStore } from '../EndingStore';

/** A version, with what responses say of its end. */
export interface MatchedNotices {
  contract: StoredContract;
  version: VersionRow;
  notices: EndingNotice[];
}

/** What responses say of the end of something that nobody knows by its version. */
export interface UnknownNotice {
  notice: EndingNotice;
  /** Undefined where no integration declares the calls. */
  integration?: ProjectedIntegration;
  /** Contracts that the integration names. */
  contracts: StoredContract[];
}

interface KnownContract {
  contract: StoredContract;
  /** Newest first. */
  versions: VersionRow[];
}

const DEFAULT_ENVIRONMENT = 'production';

/** Finds out which contract versions responses speak of. */
export class NoticeMatcher {
  readonly #flows: FlowStore;
  readonly #projection: IntegrationProjection;
  readonly #contracts: ContractStore;
  readonly #versions: VersionStore;
  readonly #endings: EndingStore;

  constructor(options: {
    flows: FlowStore;
    projection: IntegrationProjection;
    contracts: ContractStore;
    versions: VersionStore;
    store: EndingStore;
  }) {
    this.#flows = options.flows;
    this.#projection = options.projection;
    this.#contracts = options.contracts;
    this.#versions = options.versions;
    this.#endings = options.store;
  }

  /**
   * What is of another environment than the declared one counts for nothing, and
   * what is not known by its version is not listed once its end is announced.
   */
  async match(notices: readonly EndingNotice[]): Promise<{
    matched: MatchedNotices[];
    unknown: UnknownNotice[];
  }> {
    const endings = (await this.#endings.listOpen()).map(({ row }) => row);
    const open = new Set(endings.map(row => row.version_id));
    const openIntegrations = new Set(endings.map(row => row.integration_ref));
    const hasOpen = ({ versions }: KnownContract) =>
      versions.some(({ id }) => open.has(id));
    const matched = new Map<number, MatchedNotices>();
    const unknown: UnknownNotice[] = [];
    for (const [ref, some] of byIntegration(notices)) {
      const integration = await this.#projection.getIntegration(ref);
      if (!integration) {
        continue;
      }
      const contracts = await this.#contractsOf(ref);
      for (const notice of some) {
        if (notice.environment !== environmentOf(integration)) {
          continue;
        }
        const found = versionOf(notice, integration, contracts, open);
        if (found === 'unknown') {
          // Somebody who can tell has announced which it is.
          if (openIntegrations.has(ref) || contracts.some(hasOpen)) {
            continue;
          }
          unknown.push({
            notice,
            integration,
            contracts: contracts.map(({ contract }) => contract),
          });
        } else if (found !== 'over') {
          const known = matched.get(found.version.id);
          if (known) {
            known.notices.push(notice);
          } else {
            matched.set(found.version.id, { ...found, notices: [notice] });
          }
        }
      }
    }
    for (const notice of notices) {
      if (
        notice.integrationRef === undefined &&
        notice.environment === DEFAULT_ENVIRONMENT
      ) {
        unknown.push({ notice, contracts: [] });
      }
    }
    return { matched: [...matched.values()], unknown };
  }

  async #contractsOf(integrationRef: string): Promise<KnownContract[]> {
    const flows = await this.#flows.listOfIntegration(integrationRef, () => {});
    const ids = new Set(flows.flatMap(({ contractId }) => contractId ?? []));
    const found: KnownContract[] = [];
    for (const id of ids) {
      const contract = await this.#contracts.findById(id);
      if (contract) {
        found.push({ contract, versions: await this.#versions.list(id) });
      }
    }
    return found;
  }
}

function byIntegration(
  notices: readonly EndingNotice[],
): Map<string, EndingNotice[]> {
  const found = new Map<string, EndingNotice[]>();
  for (const notice of notices) {
    if (notice.integrationRef !== undefined) {
      const known = found.get(notice.integrationRef);
      if (known) {
        known.push(notice);
      } else {
        found.set(notice.integrationRef, [notice]);
      }
    }
  }
  return found;
}

function environmentOf({ spec }: ProjectedIntegration): string {
  return spec.telemetry?.environment ?? DEFAULT_ENVIRONMENT;
}

/**
 * The version that traffic shows, else the one that the integration declares,
 * else the only one that there is. Of several on a line it is the one that ends
 * already, else the newest: that is the one that is run.
 *
 * @returns `over` where all that it can be is retired
 */
function versionOf(
  notice: EndingNotice,
  integration: ProjectedIntegration,
  contracts: readonly KnownContract[],
  open: ReadonlySet<number | null>,
): Omit<MatchedNotices, 'notices'> | 'unknown' | 'over' {
  const observed = notice.version ?? declaredVersion(integration);
  const candidates = contracts
    .map(({ contract, versions }) => ({
      contract,
      versions:
        observed === undefined
          ? onlyOne(versions.filter(isAlive))
          : matching(observed, versions),
    }))
    .filter(({ versions }) => versions.length > 0);
  if (candidates.length !== 1) {
    return 'unknown';
  }
  const [{ contract, versions }] = candidates;
  const alive = versions.filter(isAlive);
  const version = alive.find(({ id }) => open.has(id)) ?? alive[0];
  return version ? { contract, version } : 'over';
}

function matching(
  observed: string,
  versions: readonly VersionRow[],
): VersionRow[] {
  const names = matchVersions(
    observed,
    versions.map(({ version }) => version),
  );
  return versions.filter(({ version }) => names.includes(version));
}

function isAlive({ state }: VersionRow): boolean {
  return state !== 'retired';
}

function onlyOne(versions: VersionRow[]): VersionRow[] {
  return versions.length === 1 ? versions : [];
}

/** Undefined where the endpoints declare none, or several. */
function declaredVersion(
  integration: ProjectedIntegration,
): string | undefined {
  const declared = new Set(
    (integration.spec.endpoints ?? [])
      .filter(
        ({ environment }) =>
          (environment ?? DEFAULT_ENVIRONMENT) === environmentOf(integration),
      )
      .flatMap(({ version }) => version ?? []),
  );
  return declared.size === 1 ? [...declared][0] : undefined;
}
