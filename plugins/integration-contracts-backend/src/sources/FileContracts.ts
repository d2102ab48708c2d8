import { createHash } from 'node:crypto';
import { LoggerService, UrlReaderService } from '@backstage/backend-plugin-api';
import { isError, stringifyError } from '@backstage/errors';
import { StoredContract } from '../registry/Contract';
import { ContractStore } from '../registry/ContractStore';
import { Publisher } from '../registry/Publisher';
import { FileStore, NamedFile } from './FileStore';
import { FileProblem, readNamedFile } from './readNamedFile';

/** Files that are fetched at the same time. */
const AT_ONCE = 5;

/**
 * Fetches the files that Integrations name as contracts, and keeps their
 * history. What is in a file is in use already, as an API entity's definition
 * is: what breaks is kept as `incompatible`, and a text that can't be read is a
 * problem of the contract that changes nothing else.
 */
export class FileContracts {
  readonly #files: FileStore;
  readonly #contracts: ContractStore;
  readonly #publisher: Publisher;
  readonly #urlReader: UrlReaderService;
  readonly #maxBytes: number;
  readonly #intervalMs: number;
  readonly #logger: LoggerService;
  readonly #now: () => number;
  readonly #stopping = new AbortController();

  constructor(options: {
    files: FileStore;
    contracts: ContractStore;
    publisher: Publisher;
    urlReader: UrlReaderService;
    /** Of one file. */
    maxBytes: number;
    /** Between two looks at a file. */
    intervalMs: number;
    logger: LoggerService;
    now: () => number;
  }) {
    this.#files = options.files;
    this.#contracts = options.contracts;
    this.#publisher = options.publisher;
    this.#urlReader = options.urlReader;
    this.#maxBytes = options.maxBytes;
    this.#intervalMs = options.intervalMs;
    this.#logger = options.logger;
    this.#now = options.now;
  }

  /** Fetches what is due. Several replicas may do so at once. */
  async follow(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const claimed = await this.#files.claim(AT_ONCE);
      if (claimed.length === 0) {
        return;
      }
      await Promise.all(claimed.map(file => this.#take(file)));
    }
  }

  /** Waits for no answer any more, and leaves what is not done to another replica. */
  stop(): void {
    this.#stopping.abort();
  }

  async #take(file: NamedFile): Promise<void> {
    const contract = await this.#contracts.findById(file.contractId);
    if (!contract) {
      return;
    }
    const { signal } = this.#stopping;
    const nextMs = this.#now() + this.#intervalMs;
    try {
      const fetched = await readNamedFile(this.#urlReader, file.url, {
        etag: file.etag,
        maxBytes: this.#maxBytes,
        signal,
      });
      await this.#files.markTaken(
        file,
        fetched === 'unchanged'
          ? file
          : {
              etag: fetched.etag,
              digest: await this.#publish(contract, file, fetched.text),
            },
        nextMs,
      );
    } catch (error) {
      if (signal.aborted) {
        await this.#files.postpone(file, this.#now());
        return;
      }
      if (!isAboutFile(error)) {
        this.#logger.error(
          `${file.url} could not be looked at: ${stringifyError(error)}`,
        );
        await this.#files.postpone(file, nextMs);
        return;
      }
      const problem = inWords(contract, file, error);
      this.#logger.info(problem);
      await this.#files.markProblem(file, problem, nextMs);
    }
  }

  /** @returns the text's digest */
  async #publish(
    { registry, subject }: StoredContract,
    { url, format, digest }: NamedFile,
    text: string,
  ): Promise<string> {
    const found = createHash('sha256').update(text).digest('hex');
    // What a pipeline published since is not taken back by a file that is as it was.
    if (found !== digest) {
      await this.#publisher.publish({
        contract: { registry, subject },
        text,
        format,
        source: 'file',
        sourceUrl: url,
        isInUse: true,
      });
    }
    return found;
  }
}

/** The rest is the portal's own. */
function isAboutFile(error: unknown): error is Error {
  return (
    error instanceof FileProblem ||
    (isError(error) && error.name === 'InputError')
  );
}

function inWords(
  { subject }: StoredContract,
  { integrationRef, url }: NamedFile,
  error: Error,
): string {
  const { message } = error;
  const where = subject === url ? '' : ` (${url})`;
  const which = `${subject}${where}, which ${integrationRef} names,`;
  return error instanceof FileProblem
    ? `${which} could not be fetched: ${message}.`
    : `${which} could not be taken. ${message}`;
}
