/** What is kept of a stretch lies together: the processor fetches it at once. */
const RECORD = 4;
const HASH = 0;
const SEED = 1;
const START = 2;
const END = 3;

/** Numbers stretches of bytes, the same ones alike, without making text of them. */
export class ByteTable {
  // Open addressing: twice the slots that are used at most.
  #slots = new Int32Array(1024);
  #records = new Int32Array(512 * RECORD);
  #kept = new Uint8Array(16_384);
  #keptView = new DataView(this.#kept.buffer);
  #size = 0;
  #bytes = 0;

  /** How many there are: numbers go from 0 to below it. */
  get size(): number {
    return this.#size;
  }

  /** How many bytes they take. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * The number of a stretch; {@link size} grows where it is new.
   *
   * @param view - of the same bytes
   * @param seed - tells the same bytes apart that stand for different things
   */
  numberOf(
    bytes: Uint8Array,
    view: DataView,
    start: number,
    end: number,
    seed: number,
  ): number {
    const hash = hashOf(bytes, view, start, end, seed);
    const slot = this.#slotOf(bytes, view, start, end, seed, hash);
    const number = this.#slots[slot] - 1;
    return number < 0 ? this.#add(bytes, start, end, seed, hash, slot) : number;
  }

  /** The number of a stretch, or -1 where it has none. */
  find(
    bytes: Uint8Array,
    view: DataView,
    start: number,
    end: number,
    seed: number,
  ): number {
    const hash = hashOf(bytes, view, start, end, seed);
    return this.#slots[this.#slotOf(bytes, view, start, end, seed, hash)] - 1;
  }

  /** Whether the number is that of a stretch: cheaper than {@link find} for who guesses well. */
  holds(
    number: number,
    bytes: Uint8Array,
    view: DataView,
    start: number,
    end: number,
  ): boolean {
    return number >= 0 && this.#isSame(number, bytes, view, start, end);
  }

  /** The slot that it has, or would get. */
  #slotOf(
    bytes: Uint8Array,
    view: DataView,
    start: number,
    end: number,
    seed: number,
    hash: number,
  ): number {
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const number = this.#slots[slot] - 1;
      if (
        number < 0 ||
        (this.#records[number * RECORD + HASH] === hash &&
          this.#records[number * RECORD + SEED] === seed &&
          this.#isSame(number, bytes, view, start, end))
      ) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
  }

  #isSame(
    number: number,
    bytes: Uint8Array,
    view: DataView,
    start: number,
    end: number,
  ): boolean {
    const record = number * RECORD;
    let kept = this.#records[record + START];
    if (this.#records[record + END] - kept !== end - start) {
      return false;
    }
    let at = start;
    for (; at + 4 <= end; at += 4, kept += 4) {
      if (view.getInt32(at, true) !== this.#keptView.getInt32(kept, true)) {
        return false;
      }
    }
    for (; at < end; at += 1, kept += 1) {
      if (bytes[at] !== this.#kept[kept]) {
        return false;
      }
    }
    return true;
  }

  #add(
    bytes: Uint8Array,
    start: number,
    end: number,
    seed: number,
    hash: number,
    slot: number,
  ): number {
    const number = this.#size;
    const from = this.#bytes;
    const to = from + end - start;
    if (to > this.#kept.length) {
      const larger = new Uint8Array(Math.max(this.#kept.length * 2, to));
      larger.set(this.#kept.subarray(0, from));
      this.#kept = larger;
      this.#keptView = new DataView(larger.buffer);
    }
    this.#kept.set(bytes.subarray(start, end), from);
    this.#records.set([hash, seed, from, to], number * RECORD);
    this.#slots[slot] = number + 1;
    this.#bytes = to;
    this.#size += 1;
    if (this.#size * RECORD === this.#records.length) {
      this.#grow();
    }
    return number;
  }

  #grow(): void {
    const records = new Int32Array(this.#records.length * 2);
    records.set(this.#records);
    this.#records = records;
    this.#slots = new Int32Array(this.#slots.length * 2);
    const mask = this.#slots.length - 1;
    for (let number = 0; number < this.#size; number += 1) {
      let slot = records[number * RECORD + HASH] & mask;
      while (this.#slots[slot] !== 0) {
        slot = (slot + 1) & mask;
      }
      this.#slots[slot] = number + 1;
    }
  }
}

function hashOf(
  bytes: Uint8Array,
  view: DataView,
  start: number,
  end: number,
  seed: number,
): number {
  let hash = Math.imul(seed + 1, 0x9e3779b1) ^ (end - start);
  let at = start;
  for (; at + 4 <= end; at += 4) {
    hash = Math.imul(hash ^ view.getInt32(at, true), 0x85ebca6b);
    hash ^= hash >>> 15;
  }
  for (; at < end; at += 1) {
    hash = Math.imul(hash ^ bytes[at], 0xc2b2ae35);
    hash ^= hash >>> 13;
  }
  return hash ^ (hash >>> 16);
}
