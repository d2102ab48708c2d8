import { Attributor, Refused } from '../attribution/Attributor';
import { decodeLogs, decodeMetrics, decodeTraces } from '../otlp/decodeRequest';
import { OtlpEncoding, OtlpSignal } from '../otlp/encoding';
import { Decoded } from '../otlp/model';
import { ContentEncoding, release, unpack } from '../otlp/unpack';
import { encodeBatch } from '../series/batchCodec';
import type { KeyDictionary } from '../series/KeyDictionary';
import { SeriesBatch } from '../series/SeriesBatch';

const nothing = Buffer.alloc(0);

/** A body as it was sent. */
export interface Body {
  signal: OtlpSignal;
  encoding: OtlpEncoding;
  contentEncoding: ContentEncoding;
  wire: Buffer;
  /** Bound of it unpacked. */
  maxBytes: number;
}

/** What a body brought. */
export interface Reading {
  /** As it goes into the inbox; empty where nothing is to be counted. */
  payload: Buffer;
  accepted: number;
  rejected: number;
  /** What is wrong with the first that was rejected. */
  reason?: string;
}

/**
 * Unpacks, decodes, attributes and adds up a body.
 *
 * @param keys - tells which series the payload may name shortly
 * @throws OtlpError with status 400 where it can't be decoded, 413 where it
 *   unpacks to more than its bound
 */
export function readTelemetry(
  body: Body,
  attributor: Attributor,
  keys?: KeyDictionary,
): Reading {
  const batch = new SeriesBatch();
  const bytes = unpack(body.wire, body.contentEncoding, body.maxBytes);
  const { count, rejected, refused, reason } = takeEither(
    body,
    bytes,
    attributor,
    batch,
  );
  if (bytes !== body.wire) {
    release(bytes);
  }
  const accepted = count - refused.count;
  return {
    payload: accepted > 0 ? encodeBatch(batch, keys) : nothing,
    accepted,
    rejected: rejected + refused.count,
    reason: reason ?? refused.reason,
  };
}

interface Taken {
  /** Items that could be decoded. */
  count: number;
  rejected: number;
  reason?: string;
  refused: Refused;
}

function takeEither(
  body: Body,
  bytes: Uint8Array,
  attributor: Attributor,
  batch: SeriesBatch,
): Taken {
  const taken =
    body.signal === 'traces' && body.encoding === 'protobuf'
      ? takeQuickly(bytes, attributor, batch)
      : undefined;
  return taken ?? take(body, bytes, attributor, batch);
}

/** What nearly all senders send most, where nothing about it is unusual. */
function takeQuickly(
  bytes: Uint8Array,
  attributor: Attributor,
  batch: SeriesBatch,
): Taken | undefined {
  const taken = attributor.addProtobufSpans(bytes, batch);
  return taken && { ...taken, rejected: 0 };
}

function take(
  { signal, encoding }: Body,
  bytes: Uint8Array,
  attributor: Attributor,
  batch: SeriesBatch,
): Taken {
  const taken = ({ items, ...rest }: Decoded<unknown>, refused: Refused) => ({
    count: items.length,
    refused,
    ...rest,
  });
  switch (signal) {
    case 'traces': {
      const decoded = decodeTraces(encoding, bytes);
      return taken(decoded, attributor.addSpans(decoded.items, batch));
    }
    case 'metrics': {
      const decoded = decodeMetrics(encoding, bytes);
      return taken(decoded, attributor.addPoints(decoded.items, batch));
    }
    default: {
      const decoded = decodeLogs(encoding, bytes);
      return taken(decoded, attributor.addLogs(decoded.items, batch));
    }
  }
}
