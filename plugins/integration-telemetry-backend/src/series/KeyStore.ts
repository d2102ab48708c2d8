import { Knex } from 'knex';
import { KeyDictionary, NAMED_FOR_MS } from './KeyDictionary';

const ROWS_PER_STATEMENT = 200;

/**
 * Keys that nobody began to name for so long are deleted: whoever names one
 * began within the last day, and what lies in the inbox is no older than
 * another.
 */
const KEPT_FOR_MS = 3 * NAMED_FOR_MS;

/** What digests of series' keys stand for, as all replicas know it. */
export class KeyStore {
  /** What this process knows of them. */
  readonly dictionary: KeyDictionary;
  readonly #knex: Knex;

  constructor(options: { knex: Knex; dictionary: KeyDictionary }) {
    this.#knex = options.knex;
    this.dictionary = options.dictionary;
  }

  /**
   * Writes the keys that were noted; from then on this replica names them.
   *
   * @param rest - lets others have their turn
   */
  async write(nowMs: number, rest: () => Promise<void>): Promise<void> {
    // In one order everywhere: two replicas can't block each other.
    const keys = [...this.dictionary.unstored].sort((one, other) =>
      Buffer.compare(one.digest, other.digest),
    );
    for (let at = 0; at < keys.length; at += ROWS_PER_STATEMENT) {
      const some = keys.slice(at, at + ROWS_PER_STATEMENT);
      await this.#knex('series_keys')
        .insert(
          some.map(({ digest, bytes }) => ({
            digest,
            key: bytes,
            used_ms: nowMs,
          })),
        )
        .onConflict('digest')
        .merge(['used_ms']);
      this.dictionary.wereStored(some, nowMs);
      await rest();
    }
  }

  /**
   * Has the dictionary learn what digests stand for.
   *
   * @returns whether the database knows all of them
   */
  async load(digests: readonly Buffer[]): Promise<boolean> {
    // Several values of one metric name the same series.
    const distinct = [
      ...new Map(
        digests.map(digest => [digest.toString('latin1'), digest]),
      ).values(),
    ];
    let found = 0;
    for (let at = 0; at < distinct.length; at += ROWS_PER_STATEMENT) {
      const rows: Array<{ key: Buffer; used_ms: number }> = await this.#knex(
        'series_keys',
      )
        .whereIn('digest', distinct.slice(at, at + ROWS_PER_STATEMENT))
        .select('key', 'used_ms');
      found += rows.length;
      for (const { key, used_ms: usedMs } of rows) {
        this.dictionary.wereStored([this.dictionary.read(key)], usedMs);
      }
    }
    return found === distinct.length;
  }

  /** Deletes keys that nothing can name any more. */
  async forget(nowMs: number): Promise<void> {
    const [{ oldest }] = await this.#knex('inbox').min({
      oldest: 'received_ms',
    });
    // What waits for so long, or was set aside, may name any of them.
    if (oldest === null || oldest > nowMs - NAMED_FOR_MS) {
      await this.#knex('series_keys')
        .where('used_ms', '<', nowMs - KEPT_FOR_MS)
        .delete();
    }
  }
}
