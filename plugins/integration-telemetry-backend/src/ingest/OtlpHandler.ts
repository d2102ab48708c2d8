import { IncomingMessage, ServerResponse } from 'http';
import { IngestMeter } from '../IngestMeter';
import {
  encodeFailure,
  encodeSuccess,
  encodingOf,
  OtlpEncoding,
  OtlpReply,
  OtlpSignal,
} from '../otlp/encoding';
import { OtlpError } from '../otlp/OtlpError';
import { Sender } from '../otlp/Sender';
import { contentEncodingOf, tooLarge } from '../otlp/unpack';
import { ByteBudget } from './ByteBudget';
import { IngestService } from './IngestService';

/** How long a sender waits when too much arrives at once. */
const BUSY_SECONDS = 1;

const signals: Record<string, OtlpSignal> = {
  '/v1/traces': 'traces',
  '/v1/metrics': 'metrics',
  '/v1/logs': 'logs',
};

interface Options {
  ingest: Pick<IngestService, 'ingest'>;
  /** @throws OtlpError where the sender may not send */
  authorise: (authorizationHeader: string | undefined) => Promise<Sender>;
  meter: Pick<IngestMeter, 'accepted' | 'rejected' | 'refused' | 'duplicate'>;
  /** Bound of a body, on the wire and unpacked. */
  maxBodyBytes: number;
  /** Of all bodies that are worked on at once. */
  budget: ByteBudget;
  onError: (message: string, error: unknown) => void;
}

/**
 * OTLP/HTTP, whichever server it came by: its own reading of bodies, and
 * answers in the shapes that the protocol prescribes.
 *
 * Source: https://opentelemetry.io/docs/specs/otlp/#otlphttp
 */
export class OtlpHandler {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /**
   * Answers a request. It never rejects.
   *
   * @param path - without what the server serves OTLP under: `/v1/traces`
   */
  async handle(
    path: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const { meter, onError } = this.#options;
    // Errors before the encoding is known are readable to everybody as JSON.
    let encoding: OtlpEncoding = 'json';
    try {
      const contentType = request.headers['content-type'];
      if (contentType && /protobuf/i.test(contentType)) {
        encoding = 'protobuf';
      }
      const signal = signals[path];
      if (!signal) {
        const known = Object.keys(signals).join(', ');
        throw new OtlpError(404, `Send to one of ${known}`);
      }
      if (request.method !== 'POST') {
        response.setHeader('Allow', 'POST');
        throw new OtlpError(405, 'Use POST');
      }
      const { authorization } = request.headers;
      const sender = await this.#options.authorise(authorization);
      encoding = encodingOf(contentType);
      const { accepted, rejected, reason, isRepeat } = await this.#take(
        { signal, encoding },
        request,
        sender,
      );
      if (isRepeat) {
        meter.duplicate(signal);
      } else {
        meter.accepted(signal, accepted);
        if (rejected > 0) {
          meter.rejected(signal, reason ?? '', rejected);
        }
      }
      send(response, 200, encodeSuccess(encoding, signal, rejected, reason));
    } catch (error) {
      const known =
        error instanceof OtlpError
          ? error
          : // Never 500: senders drop what is answered so.
            new OtlpError(503, 'The request could not be handled', {
              retryAfterSeconds: 5,
            });
      if (known !== error) {
        onError('OTLP could not be taken', error);
      }
      meter.refused(known.httpStatus, known.message);
      fail(request, response, encoding, known);
    }
  }

  async #take(
    { signal, encoding }: { signal: OtlpSignal; encoding: OtlpEncoding },
    request: IncomingMessage,
    sender: Sender,
  ) {
    const { maxBodyBytes: maxBytes, budget } = this.#options;
    const contentEncoding = contentEncodingOf(
      request.headers['content-encoding'],
    );
    const claimed = Number(request.headers['content-length'] ?? 0);
    if (claimed > maxBytes) {
      throw tooLarge(maxBytes);
    }
    let reserved = 0;
    const reserve = (bytes: number) => {
      if (bytes > reserved) {
        if (!budget.take(bytes - reserved)) {
          throw new OtlpError(429, 'Too much telemetry at once', {
            retryAfterSeconds: BUSY_SECONDS,
          });
        }
        reserved = bytes;
      }
    };
    try {
      reserve(claimed);
      const wire = await readWire(request, maxBytes, reserve);
      return await this.#options.ingest.ingest(
        { signal, encoding, contentEncoding, wire, maxBytes },
        sender,
      );
    } finally {
      budget.giveBack(reserved);
    }
  }
}

/**
 * The bytes as sent.
 *
 * @param grow - called with the number of bytes so far; may throw
 */
function readWire(
  request: IncomingMessage,
  maxBytes: number,
  grow: (bytes: number) => void,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const onData = (chunk: Buffer) => {
      bytes += chunk.length;
      try {
        if (bytes > maxBytes) {
          throw tooLarge(maxBytes);
        }
        grow(bytes);
        chunks.push(chunk);
      } catch (error) {
        request.off('data', onData);
        reject(error);
      }
    };
    const cutOff = () => reject(new OtlpError(400, 'The body is cut off'));
    request.on('data', onData);
    request.on('end', () =>
      resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, bytes)),
    );
    request.on('aborted', cutOff);
    request.on('error', cutOff);
  });
}

function send(
  response: ServerResponse,
  status: number,
  reply: OtlpReply,
): void {
  response.writeHead(status, {
    'Content-Type': reply.contentType,
    'Content-Length': reply.body.length,
  });
  response.end(reply.body);
}

/** Answers with an error, in the request's encoding. */
export function fail(
  request: IncomingMessage,
  response: ServerResponse,
  encoding: OtlpEncoding,
  error: OtlpError,
): void {
  if (response.headersSent || response.destroyed) {
    return;
  }
  if (error.retryAfterSeconds) {
    response.setHeader('Retry-After', String(error.retryAfterSeconds));
  }
  if (error.httpStatus === 401) {
    response.setHeader('WWW-Authenticate', 'Bearer');
  }
  if (!request.complete) {
    // The rest of the body is let go, so that the answer can be read.
    request.resume();
    response.setHeader('Connection', 'close');
  }
  send(
    response,
    error.httpStatus,
    encodeFailure(encoding, error.grpcCode, error.message),
  );
}
