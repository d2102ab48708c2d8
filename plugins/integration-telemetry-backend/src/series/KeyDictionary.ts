import { createHash } from 'crypto';
import { ByteTable } from '../otlp/ByteTable';
import { SeriesKey, seriesKeyText } from './SeriesBatch';
import { decodeSeriesKey } from './seriesKeyCodec';

/** Bytes of a digest: chance gives two of a billion keys the same once in 10^11. */
export const DIGEST_BYTES = 12;

/** Past it, what was learned is forgotten. */
const MAX_REMEMBERED = 50_000;

/** A replica names a series by its digest for so long, and then spells the key out once more. */
export const NAMED_FOR_MS = 24 * 3_600_000;

/** A series' key, in the form in which requests hold it until the database knows it. */
export interface InboxKey {
  /** As `encodeSeriesKey` writes it. */
  readonly bytes: Uint8Array;
  /** What is known of it, once somebody looked; the dictionary may have forgotten that since. */
  known?: KnownKey;
}

/** A series' key, in all its forms. */
export interface KnownKey extends InboxKey {
  readonly key: SeriesKey;
  /** As `seriesKeyText` gives it. */
  readonly text: string;
  readonly digest: Buffer;
  /** When it was last written to the database. */
  storedMs: number;
  /** How often the dictionary had forgotten everything before it learned this. */
  readonly generation: number;
}

/**
 * Requests come in by the hundred a second, and name the same series again and
 * again. They spell a key out until the database has it; from then on they name
 * it by its digest, which takes a tenth of the bytes.
 *
 * @see KeyStore for how other replicas learn of it
 */
export class KeyDictionary {
  readonly #now: () => number;
  // Both number the keys alike.
  #byBytes = new ByteTable();
  #byDigest = new ByteTable();
  #known: KnownKey[] = [];
  readonly #unstored = new Set<KnownKey>();

  readonly #maxRemembered: number;
  #generation = 0;

  constructor(options: { now: () => number; maxRemembered?: number }) {
    this.#now = options.now;
    this.#maxRemembered = options.maxRemembered ?? MAX_REMEMBERED;
  }

  /** Keys that were stored later than this are named. */
  get namedSinceMs(): number {
    return this.#now() - NAMED_FOR_MS;
  }

  /** What is known of a key. */
  knownOf(key: InboxKey): KnownKey {
    if (key.known?.generation !== this.#generation) {
      key.known = this.read(key.bytes);
    }
    return key.known;
  }

  /**
   * A key that was spelt out.
   *
   * @throws RangeError where it is cut off
   */
  read(bytes: Uint8Array): KnownKey {
    const view = viewOf(bytes);
    const { length } = bytes;
    const known = this.#known[this.#byBytes.find(bytes, view, 0, length, 0)];
    return known ?? this.#learn(bytes);
  }

  /** The key that a digest stands for; undefined where only the database may know. */
  find(digest: Uint8Array): KnownKey | undefined {
    const view = viewOf(digest);
    return this.#known[this.#byDigest.find(digest, view, 0, DIGEST_BYTES, 0)];
  }

  /** A key's series is stored: the database should have the key too. */
  note(key: InboxKey): void {
    const known = this.knownOf(key);
    if (this.#now() - known.storedMs >= NAMED_FOR_MS / 2) {
      this.#unstored.add(known);
    }
  }

  /** What was noted, and is not in the database since. */
  get unstored(): readonly KnownKey[] {
    return [...this.#unstored];
  }

  /** The database has these. */
  wereStored(keys: readonly KnownKey[], atMs: number): void {
    for (const key of keys) {
      key.storedMs = Math.max(key.storedMs, atMs);
      this.#unstored.delete(key);
    }
  }

  #learn(bytes: Uint8Array): KnownKey {
    if (this.#known.length >= this.#maxRemembered) {
      this.#generation += 1;
      this.#byBytes = new ByteTable();
      this.#byDigest = new ByteTable();
      this.#known = [];
    }
    const own = Buffer.from(bytes);
    const key = decodeSeriesKey(own);
    const digest = createHash('sha256')
      .update(own)
      .digest()
      .subarray(0, DIGEST_BYTES);
    const learned: KnownKey = {
      key,
      text: seriesKeyText(key),
      bytes: own,
      digest,
      storedMs: -Infinity,
      generation: this.#generation,
    };
    learned.known = learned;
    this.#byBytes.numberOf(own, viewOf(own), 0, own.length, 0);
    this.#byDigest.numberOf(digest, viewOf(digest), 0, DIGEST_BYTES, 0);
    this.#known.push(learned);
    return learned;
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
