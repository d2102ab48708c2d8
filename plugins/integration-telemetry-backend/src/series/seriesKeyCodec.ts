import { ByteReader, ByteWriter } from './bytes';
import { CallKind, CallSide, SeriesKey, TelemetrySource } from './SeriesBatch';

const sources: TelemetrySource[] = ['metrics', 'spans'];
const sides: CallSide[] = ['caller', 'callee'];
const kinds: CallKind[] = ['call', 'serve', 'publish', 'process'];

// What is encoded is copied out of it before anybody else can write.
const writer = new ByteWriter();

/** A key as the inbox has it. */
export function encodeSeriesKey(key: SeriesKey): Buffer {
  writer.clear();
  writer.byte(
    sources.indexOf(key.source) * 8 +
      sides.indexOf(key.side) * 4 +
      kinds.indexOf(key.kind),
  );
  writer.text(key.subject);
  writer.text(key.environment);
  writer.text(key.operation);
  writer.text(key.consumer);
  writer.text(key.version);
  return Buffer.from(writer.bytes);
}

/**
 * Reads what {@link encodeSeriesKey} wrote.
 *
 * @throws RangeError where it is cut off
 */
export function decodeSeriesKey(bytes: Uint8Array): SeriesKey {
  const reader = new ByteReader(bytes);
  const packed = reader.byte();
  return {
    source: sources[packed >> 3],
    side: sides[(packed >> 2) & 1],
    kind: kinds[packed & 3],
    subject: reader.text(),
    environment: reader.text(),
    operation: reader.text(),
    consumer: reader.text(),
    version: reader.text(),
  };
}
