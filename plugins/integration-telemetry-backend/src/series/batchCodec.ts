import { BatchReader } from './BatchReader';
import { BatchWriter } from './BatchWriter';
import { KeyDictionary } from './KeyDictionary';
import { SeriesBatch } from './SeriesBatch';

/**
 * A batch in few bytes, as it lies in the inbox: each text once, counts in
 * variable length. It holds nothing that the series would not hold.
 *
 * @param keys - tells which keys need not be spelt out
 */
export function encodeBatch(batch: SeriesBatch, keys?: KeyDictionary): Buffer {
  return new BatchWriter(keys).write(batch);
}

/**
 * Adds what {@link encodeBatch} wrote to a batch.
 *
 * @param keys - learns what is spelt out
 * @throws UnknownKeysError where it names keys that are not known; nothing was
 *   added then. ParcelError where another version wrote it, RangeError where it
 *   is cut off.
 */
export function addEncoded(
  bytes: Uint8Array,
  batch: SeriesBatch,
  keys: KeyDictionary,
): void {
  new BatchReader(bytes, keys).addTo(batch);
}
