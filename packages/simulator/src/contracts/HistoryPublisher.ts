import { ResponseError } from '@backstage/errors';
import {
  Contract,
  ContractId,
  IntegrationContractsClient,
  parseContractId,
} from '@tieline/plugin-integrations-common/contracts';
import { persist, TemporaryFailure, Wait } from '../sending/persist';
import { ContractHistory } from './ContractHistory';

const DAY_MS = 86_400_000;

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
  readonly #client: IntegrationContractsClient;

  constructor(options: HistoryPublisherOptions) {
    this.#options = options;
    const portal = options.url.replace(/\/$/, '');
    this.#client = new IntegrationContractsClient({
      discovery: { getBaseUrl: async pluginId => `${portal}/api/${pluginId}` },
    });
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
    // The file's schema allows nothing else.
    const id = parseContractId(history.contract)!;
    const { token, signal } = this.#options;
    const known = await this.#persist(history.contract, () =>
      this.#client.getContract(id, { token, signal }),
    );
    const missing = history.versions.filter(
      ({ version, refused }) => !isKnown(known, version, refused),
    );
    if (missing.length === history.versions.length) {
      const { title, owner: ownerRef, mode, guarantees } = history;
      await this.#persist(history.contract, () =>
        this.#client.changeSettings(
          id,
          { title, ownerRef, mode, guarantees },
          { token, signal },
        ),
      );
    }
    for (const version of missing) {
      await this.#publishVersion(id, version, nowMs);
    }
  }

  async #publishVersion(
    id: ContractId,
    one: ContractHistory['versions'][number],
    nowMs: number,
  ): Promise<void> {
    const { version, text, changelog, override } = one;
    const { token, signal, log } = this.#options;
    try {
      await this.#persist(`${id.subject} ${version}`, () =>
        this.#client.publish(
          id,
          {
            text,
            version,
            changelog,
            source: 'git',
            publishedAt: new Date(nowMs - one.daysAgo * DAY_MS).toISOString(),
            ...(override && { override: { reason: override } }),
          },
          { token, signal },
        ),
      );
    } catch (error) {
      if (!(one.refused && error.statusCode === 409)) {
        throw error;
      }
      return;
    }
    if (one.refused) {
      log(`${id.subject} ${version} was not refused`);
    }
  }

  #persist<T>(what: string, action: () => Promise<T>): Promise<T> {
    const { signal, wait, log } = this.#options;
    return persist(
      async () => {
        try {
          return await action();
        } catch (error) {
          throw isTemporary(error)
            ? new TemporaryFailure(error.message)
            : error;
        }
      },
      { signal, wait, log: message => log(`${what}: ${message}`) },
    );
  }
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
function isTemporary(error: Error): boolean {
  return error instanceof ResponseError
    ? ![400, 403, 409, 413, 422].includes(error.statusCode)
    : error instanceof TypeError;
}
