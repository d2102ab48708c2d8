import { ResponseError } from '@backstage/errors';
import {
  Contract,
  ContractSettings,
  Publication,
} from '@tieline/plugin-integrations-common/contracts';
import { persist, TemporaryFailure, Wait } from '../sending/persist';
import { ContractHistory } from './ContractHistory';

const DAY_MS = 86_400_000;
const REQUEST_TIMEOUT_MS = 60_000;

/** Where to publish, and with what in hand. */
export interface HistoryPublisherOptions {
  /** The portal, for example `http://localhost:7007`. */
  url: string;
  /** Token that may publish, override and manage contracts. */
  token: string;
  signal: AbortSignal;
  wait: Wait;
  log: (message: string) => void;
}

/**
 * Publishes the histories of contracts, as an import of a repository's history
 * would. What the portal has already is left alone, so that it may be run again
 * after any kind of end.
 */
export class HistoryPublisher {
  readonly #options: HistoryPublisherOptions;
  readonly #contracts: string;

  constructor(options: HistoryPublisherOptions) {
    this.#options = options;
    const portal = options.url.replace(/\/$/, '');
    this.#contracts = `${portal}/api/integration-contracts/v1/contracts`;
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
    const { token, signal, wait, log } = this.#options;
    return persist(
      async () => {
        let response: Response;
        try {
          response = await fetch(`${this.#contracts}/${path}`, {
            method,
            headers: {
              Authorization: `Bearer ${token}`,
              ...(body && { 'Content-Type': 'application/json' }),
            },
            body: body && JSON.stringify(body),
            signal: AbortSignal.any([
              signal,
              AbortSignal.timeout(REQUEST_TIMEOUT_MS),
            ]),
          });
        } catch (error) {
          throw new TemporaryFailure(String(error.cause ?? error));
        }
        if (response.ok) {
          return response.json();
        }
        const failure = await ResponseError.fromResponse(response);
        throw isTemporary(response.status)
          ? new TemporaryFailure(failure.message)
          : failure;
      },
      { signal, wait, log: message => log(`${path}: ${message}`) },
    );
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

/** A portal that is starting answers 404, and knows what its catalog declares some seconds later. */
function isTemporary(status: number): boolean {
  return ![400, 403, 409, 413, 422].includes(status);
}
