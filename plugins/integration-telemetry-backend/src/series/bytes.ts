const utf8 = new TextDecoder();

/** So few bytes are copied one by one: calling the copier takes longer. */
const SHORT = 16;

/** Appends numbers and text to bytes that grow as needed. */
export class ByteWriter {
  #bytes = Buffer.allocUnsafeSlow(4096);
  #view = new DataView(this.#bytes.buffer);
  #at = 0;

  /** What was written so far; it holds until more is written. */
  get bytes(): Buffer {
    return this.#bytes.subarray(0, this.#at);
  }

  /** Begins anew, in the same memory. */
  clear(): void {
    this.#at = 0;
  }

  byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#at] = value;
    this.#at += 1;
  }

  /** A whole number from 0 to 2^53 - 1: seven bits to a byte, lowest first. */
  varint(value: number): void {
    this.#reserve(8);
    let rest = value;
    while (rest > 127) {
      this.#bytes[this.#at] = (rest % 128) | 0x80;
      this.#at += 1;
      rest = Math.floor(rest / 128);
    }
    this.#bytes[this.#at] = rest;
    this.#at += 1;
  }

  double(value: number): void {
    this.#reserve(8);
    this.#view.setFloat64(this.#at, value, true);
    this.#at += 8;
  }

  /** A number of calls: whole ones in variable length, weighted ones in nine bytes. */
  count(value: number): void {
    if (value >= 0 && value < 2 ** 51 && Number.isInteger(value)) {
      this.varint(value * 2);
    } else {
      this.byte(1);
      this.double(value);
    }
  }

  text(value: string): void {
    const length = Buffer.byteLength(value);
    this.varint(length);
    this.#reserve(length);
    this.#bytes.write(value, this.#at, 'utf8');
    this.#at += length;
  }

  /** Bytes and before them how many they are. */
  block(bytes: Uint8Array): void {
    this.varint(bytes.length);
    this.raw(bytes);
  }

  /** Bytes of which the reader knows how many they are. */
  raw(bytes: Uint8Array): void {
    const { length } = bytes;
    this.#reserve(length);
    if (length > SHORT) {
      this.#bytes.set(bytes, this.#at);
    } else {
      for (let at = 0; at < length; at += 1) {
        this.#bytes[this.#at + at] = bytes[at];
      }
    }
    this.#at += length;
  }

  #reserve(length: number): void {
    if (this.#at + length > this.#bytes.length) {
      const larger = Buffer.allocUnsafeSlow(
        Math.max(this.#bytes.length * 2, this.#at + length),
      );
      this.#bytes.copy(larger, 0, 0, this.#at);
      this.#bytes = larger;
      this.#view = new DataView(larger.buffer);
    }
  }
}

/**
 * Reads what a {@link ByteWriter} wrote.
 *
 * @throws RangeError past the end
 */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** How many bytes were read. */
  get position(): number {
    return this.#at;
  }

  byte(): number {
    const value = this.peek();
    this.#at += 1;
    return value;
  }

  /** The next byte, which is still to be read. */
  peek(): number {
    const value = this.#bytes[this.#at];
    if (value === undefined) {
      throw new RangeError('The bytes end early');
    }
    return value;
  }

  /** Has somebody else read on, who returns where it goes on. */
  readWith(read: (bytes: Uint8Array, at: number) => number): void {
    this.#at = read(this.#bytes, this.#at);
  }

  varint(): number {
    const first = this.byte();
    if (first < 0x80) {
      return first;
    }
    let value = first & 0x7f;
    for (let factor = 128; ; factor *= 128) {
      const byte = this.byte();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) {
        return value;
      }
    }
  }

  double(): number {
    const value = this.#view.getFloat64(this.#at, true);
    this.#at += 8;
    return value;
  }

  count(): number {
    const value = this.varint();
    return value === 1 ? this.double() : value / 2;
  }

  text(): string {
    return this.textOf(this.varint());
  }

  /** Text of which the reader knows how many bytes it takes. */
  textOf(length: number): string {
    const [start, end] = this.raw(length);
    return utf8.decode(this.#bytes.subarray(start, end));
  }

  /** Where a block of bytes starts and ends. */
  block(): [start: number, end: number] {
    return this.raw(this.varint());
  }

  /** Where so many bytes start and end. */
  raw(length: number): [start: number, end: number] {
    const start = this.#at;
    const end = start + length;
    if (end > this.#bytes.length) {
      throw new RangeError('The bytes end early');
    }
    this.#at = end;
    return [start, end];
  }
}
