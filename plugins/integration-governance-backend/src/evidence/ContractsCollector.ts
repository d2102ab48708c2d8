import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  ContractEvidence,
  FlowEvidence,
} from '@tieline/plugin-integrations-common/contracts';
import { ContractsStore } from './ContractsStore';
import { ContractsAccess } from './pluginAccess';
import { SourceStore } from './SourceStore';

const PAGE_SIZE = 500;

/**
 * Reads from the contracts API under which contracts integrations have their
 * data, and what of it ends. While that API does not answer, what was read
 * before stands.
 */
export class ContractsCollector {
  readonly #contracts: ContractsAccess;
  readonly #snapshots: ContractsStore;
  readonly #sources: SourceStore;
  readonly #logger: LoggerService;
  readonly #onChange: (entityRefs?: string[]) => Promise<void>;
  readonly #now: () => Date;

  constructor(options: {
    contracts: ContractsAccess;
    snapshots: ContractsStore;
    sources: SourceStore;
    logger: LoggerService;
    /**
     * Told of integrations whose contracts say something else than before, and
     * that all may be others once the API answers again.
     */
    onChange: (entityRefs?: string[]) => Promise<void>;
    now?: () => Date;
  }) {
    this.#contracts = options.contracts;
    this.#snapshots = options.snapshots;
    this.#sources = options.sources;
    this.#logger = options.logger;
    this.#onChange = options.onChange;
    this.#now = options.now ?? (() => new Date());
  }

  /** Reads once. An API that does not answer is remembered, not thrown. */
  async collect(): Promise<void> {
    let items: ContractEvidence[];
    try {
      items = await this.#read();
    } catch (error) {
      if (await this.#sources.failed('contracts', this.#now())) {
        this.#logger.warn(
          `Contracts could not be read; what was read before stands: ${stringifyError(error)}`,
        );
      }
      return;
    }
    const before = await this.#sources.get('contracts');
    const changes = await this.#snapshots.replace(items);
    await this.#sources.answered('contracts', this.#now());
    if (!before.readAt || before.notReadSince) {
      await this.#onChange();
      return;
    }
    const telling = changes.filter(
      change =>
        !change.before || gist(change.before) !== gist(change.after.flows),
    );
    if (telling.length > 0) {
      await this.#onChange(telling.map(({ after }) => after.integrationRef));
    }
  }

  async #read(): Promise<ContractEvidence[]> {
    const items: ContractEvidence[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.#contracts.client.listContractEvidence(
        { limit: PAGE_SIZE, cursor },
        await this.#contracts.requestOptions(),
      );
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor);
    return items;
  }
}

/** What checks look at, without the moments and counts that move with each look at the traffic. */
function gist(flows: readonly FlowEvidence[]): string {
  return JSON.stringify(
    flows.map(({ contract, file, endings, ...flow }) => ({
      ...flow,
      contract: contract && { ...contract, consumers: 0, lastRefusedAt: '' },
      file: file && { ...file, readAt: '' },
      endings: endings?.map(({ usageReadAt, lastSeenAt, ...ending }) => ({
        ...ending,
        isUseKnown: usageReadAt !== undefined,
        isSeenPastEnd:
          lastSeenAt !== undefined &&
          ending.sunsetAt !== undefined &&
          lastSeenAt > ending.sunsetAt,
      })),
    })),
  );
}
