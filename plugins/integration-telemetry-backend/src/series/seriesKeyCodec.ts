import { ByteReader, ByteWriter } from './bytes';
import { ByteTable } from '../otlp/ByteTable';
import {
  CallKind,
  CallSide,
  SeriesKey,
  seriesKeyText,
  TelemetrySource,
} from './SeriesBatch';

const sources: TelemetrySource[] = ['metrics', 'spans'];
const sides: CallSide[] = ['caller', 'callee'];
const kinds: CallKind[] = ['call', 'serve', 'publish', 'process'];

/** Past it, keys that were read are forgotten. */
const MAX_REMEMBERED = 50_000;

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

function decodeSeriesKey(bytes: Uint8Array): SeriesKey {
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

/** A key that was read, in all its forms. */
export interface KnownKey {
  key: SeriesKey;
  text: string;
  /** As {@link encodeSeriesKey} writes it. */
  bytes: Buffer;
}

/** Reads keys, each only once: most come again in every request. */
export class SeriesKeyReader {
  #table = new ByteTable();
  #known: KnownKey[] = [];

  /** @throws RangeError where it is cut off */
  read(
    bytes: Uint8Array,
    view: DataView,
    start: number,
    end: number,
  ): KnownKey {
    const known = this.#known[this.#table.find(bytes, view, start, end, 0)];
    if (known) {
      return known;
    }
    if (this.#known.length >= MAX_REMEMBERED) {
      this.#table = new ByteTable();
      this.#known = [];
    }
    const own = Buffer.from(bytes.subarray(start, end));
    const key = decodeSeriesKey(own);
    const read = { key, text: seriesKeyText(key), bytes: own };
    this.#table.numberOf(bytes, view, start, end, 0);
    this.#known.push(read);
    return read;
  }
}
