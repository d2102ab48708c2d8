import { Attributor } from '../../attribution/Attributor';
import { Body } from '../../ingest/readTelemetry';
import { decodeTraces } from '../../otlp/decodeRequest';
import { OtlpError } from '../../otlp/OtlpError';
import { unpack } from '../../otlp/unpack';
import { addEncoded, encodeBatch } from '../../series/batchCodec';
import { KeyDictionary } from '../../series/KeyDictionary';
import { SeriesBatch } from '../../series/SeriesBatch';

const keys = new KeyDictionary({ now: Date.now });

/** What a body of spans brings. */
export interface SpansRead {
  accepted: number;
  rejected: number;
  batch: SeriesBatch;
}

/**
 * Spans as objects, each judged by itself: the reference for whatever reads
 * their bytes faster.
 *
 * @returns the refusal where the body is refused as a whole
 */
export function readSpanBySpan(
  body: Body,
  attributor: Attributor,
): SpansRead | OtlpError {
  try {
    const bytes = unpack(body.wire, body.contentEncoding, body.maxBytes);
    const { items, rejected } = decodeTraces(body.encoding, bytes);
    const counted = new SeriesBatch();
    const refused = attributor.addSpans(items, counted);
    const accepted = items.length - refused.count;
    const batch = new SeriesBatch();
    if (accepted > 0) {
      // As it comes out of the inbox.
      addEncoded(encodeBatch(counted), batch, keys);
    }
    return { accepted, rejected: rejected + refused.count, batch };
  } catch (error) {
    if (error instanceof OtlpError) {
      return error;
    }
    throw error;
  }
}
