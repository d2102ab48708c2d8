import {
  Contract,
  ContractSettings,
  Publication,
} from '@tieline/plugin-integrations-common/contracts';
import { PortalApi, PortalApiOptions } from '../sending/PortalApi';
import { ContractHistory } from './ContractHistory';

const DAY_MS = 86_400_000;

/**
 * Publishes the histories of contracts, as an import of a repository's history
 * would. What the portal has already is left alone, so that it may be run again
 * after any kind of end.
 */
export class HistoryPublisher {
  readonly #options: PortalApiOptions;
  readonly #api: PortalApi;

  constructor(options: PortalApiOptions) {
    this.#options = options;
    this.#api = new PortalApi('integration-contracts', options);
  }

  /** @throws AbortError where the signal ends it */
  async publish(
    histories: readonly ContractHistory[],
    nowMs: number,
  ): Promise<void> {
    for (const history of histories) {
      try {
        await this.#publishOne(history, nowMs);
      } catch (error) {
        this.#options.signal.throwIfAborted();
        this.#options.log(
          `the history of ${history.contract} is left out: ${error.message}`,
        );
      }
    }
  }

  async #publishOne(history: ContractHistory, nowMs: number): Promise<void> {
    const path = pathOf(history.contract);
    const known = await this.#request<Contract>('GET', path);
    const missing = history.versions.filter(
      ({ version, refused }) => !isKnown(known, version, refused),
    );
    if (missing.length === history.versions.length) {
      const { title, owner: ownerRef, mode, guarantees } = history;
      const settings: ContractSettings = { title, ownerRef, mode, guarantees };
      await this.#request('PUT', `${path}/settings`, settings);
    }
    for (const version of missing) {
      await this.#publishVersion(`${path}/versions`, version, nowMs);
    }
  }

  async #publishVersion(
    path: string,
    one: ContractHistory['versions'][number],
    nowMs: number,
  ): Promise<void> {
    const { version, text, changelog, override } = one;
    const publication: Publication = {
      text,
      version,
      changelog,
      source: 'git',
      publishedAt: new Date(nowMs - one.daysAgo * DAY_MS).toISOString(),
      ...(override && { override: { reason: override } }),
    };
    try {
      await this.#request('POST', path, publication);
    } catch (error) {
      if (!(one.refused && error.statusCode === 409)) {
        throw error;
      }
      return;
    }
    if (one.refused) {
      this.#options.log(`${path} ${version} was not refused`);
    }
  }

  #request<T>(method: string, path: string, body?: object): Promise<T> {
    return this.#api.request(method, `contracts/${path}`, body);
  }
}

/** `<registry>/<subject>` as a path: a subject may have slashes. */
function pathOf(contract: string): string {
  const slash = contract.indexOf('/');
  return [contract.slice(0, slash), contract.slice(slash + 1)]
    .map(encodeURIComponent)
    .join('/');
}

function isKnown(
  { allVersions, refusals }: Contract,
  version: string,
  refused: boolean,
): boolean {
  const versions: Array<{ version?: string }> = refused
    ? refusals
    : allVersions;
  return versions.some(known => known.version === version);
}
