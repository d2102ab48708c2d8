import { UrlReaderService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';

/** A file's text, or that it is as it was. */
export type FetchedFile = 'unchanged' | { text: string; etag?: string };

/** Why a file was not read, in words, with the way out. */
export class FileProblem extends Error {}

const MEGABYTE = 1024 * 1024;

/** For one file with all that it takes. */
const TIME_LIMIT_MS = 30_000;

/**
 * Fetches a file through Backstage's URL reader, which knows the hosts that
 * may be read and the credentials for them.
 *
 * @param etag - of the text that is known
 * @throws FileProblem
 */
export async function readNamedFile(
  reader: UrlReaderService,
  url: string,
  options: { etag?: string; maxBytes: number; signal: AbortSignal },
): Promise<FetchedFile> {
  const timeLimit = AbortSignal.timeout(TIME_LIMIT_MS);
  const signal = AbortSignal.any([options.signal, timeLimit]);
  try {
    const response = await orAborted(
      () => reader.readUrl(url, { etag: options.etag, signal }),
      signal,
    );
    const bytes = await readBounded(response, options.maxBytes, signal);
    return { text: decode(bytes), etag: response.etag };
  } catch (error) {
    if (isError(error) && error.name === 'NotModifiedError') {
      return 'unchanged';
    }
    throw timeLimit.aborted
      ? new FileProblem(
          `it was not read within ${TIME_LIMIT_MS / 1_000} seconds. It is tried again`,
        )
      : toProblem(error);
  }
}

function toProblem(error: unknown): FileProblem {
  if (error instanceof FileProblem) {
    return error;
  }
  switch (isError(error) ? error.name : '') {
    case 'NotFoundError':
      return new FileProblem(
        'there is no such file, or the portal may not see it. Correct the name in the entity, or add the file',
      );
    case 'NotAllowedError':
      return new FileProblem(
        'its host is not one that may be read. Have it added to backend.reading.allow or to the integrations of the portal’s configuration, or publish the contract from a pipeline',
      );
    default:
      return new FileProblem(
        `${isError(error) ? error.message : error}. It is tried again; see that the address is right and that the portal may read it`,
      );
  }
}

/** Not every reader heeds a signal. */
async function orAborted<T>(
  work: () => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  let onAbort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort);
  });
  try {
    signal.throwIfAborted();
    return await Promise.race([work(), aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

async function readBounded(
  response: Awaited<ReturnType<UrlReaderService['readUrl']>>,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Buffer> {
  const stream = response.stream?.();
  if (!stream) {
    const bytes = await orAborted(() => response.buffer(), signal);
    assertFits(bytes.length, maxBytes);
    return bytes;
  }
  const abort = () => stream.destroy(signal.reason);
  signal.addEventListener('abort', abort);
  try {
    const parts: Buffer[] = [];
    let length = 0;
    for await (const part of stream) {
      length += part.length;
      // Leaving the loop ends the stream, and with it the connection.
      assertFits(length, maxBytes);
      parts.push(Buffer.from(part));
    }
    return Buffer.concat(parts);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

function assertFits(length: number, maxBytes: number): void {
  if (length > maxBytes) {
    throw new FileProblem(
      `it is larger than ${Number((maxBytes / MEGABYTE).toFixed(1))} MB. Split it`,
    );
  }
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new FileProblem('it is no text in UTF-8. Save it as UTF-8');
  }
}
