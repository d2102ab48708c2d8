import { OtlpError } from './OtlpError';

/** A message of OTLP nests at most this deep, but for values in values. */
const MAX_DEPTH = 64;

const hexPairs = Array.from({ length: 256 }, (_, byte) =>
  byte.toString(16).padStart(2, '0'),
);

const utf8 = new TextDecoder('utf-8', { fatal: false });

function malformed(what: string): OtlpError {
  return new OtlpError(400, `The body is no OTLP protobuf: ${what}`);
}

/**
 * Reads the protobuf wire format, and checks every length against the bytes
 * that are there.
 *
 * Source: https://protobuf.dev/programming-guides/encoding/
 *
 * @throws OtlpError with status 400 where the bytes are no protobuf
 */
export class ProtobufReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #depth: number;
  #at: number;
  readonly #end: number;
  #wireType = 0;

  constructor(bytes: Uint8Array, start = 0, end = bytes.byteLength, depth = 0) {
    if (depth > MAX_DEPTH) {
      throw malformed('it is nested too deep');
    }
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#at = start;
    this.#end = end;
    this.#depth = depth;
  }

  /** The next field's number, or 0 at the end of the message. */
  nextField(): number {
    if (this.#at >= this.#end) {
      return 0;
    }
    const tag = this.#varint();
    this.#wireType = tag % 8;
    const field = Math.floor(tag / 8);
    if (field === 0 || field > 536_870_911) {
      throw malformed('a field has no valid number');
    }
    return field;
  }

  /** Whether the field is length-delimited: text, bytes, a message or packed. */
  get isDelimited(): boolean {
    return this.#wireType === 2;
  }

  skip(): void {
    switch (this.#wireType) {
      case 0:
        this.#varint64();
        return;
      case 1:
        this.#take(8);
        return;
      case 2:
        this.#take(this.#varint());
        return;
      case 3:
        this.#skipGroup();
        return;
      case 5:
        this.#take(4);
        return;
      default:
        throw malformed(`wire type ${this.#wireType} does not exist`);
    }
  }

  message(): ProtobufReader {
    const length = this.#length();
    const start = this.#take(length);
    return new ProtobufReader(
      this.#bytes,
      start,
      start + length,
      this.#depth + 1,
    );
  }

  text(): string {
    const length = this.#length();
    const start = this.#take(length);
    return utf8.decode(this.#bytes.subarray(start, start + length));
  }

  /** Text; none where it takes more bytes than these. */
  textWithin(maxBytes: number): string {
    const length = this.#length();
    const start = this.#take(length);
    return length > maxBytes
      ? ''
      : utf8.decode(this.#bytes.subarray(start, start + length));
  }

  /** A reader of what this one has not read yet. */
  again(): ProtobufReader {
    return new ProtobufReader(this.#bytes, this.#at, this.#end, this.#depth);
  }

  /** Bytes as lower-case hexadecimal text. */
  hex(): string {
    const length = this.#length();
    const start = this.#take(length);
    let text = '';
    for (let at = start; at < start + length; at += 1) {
      text += hexPairs[this.#bytes[at]];
    }
    return text;
  }

  /** An unsigned 32-bit number, an enumeration or a boolean. */
  uint32(): number {
    this.#expect(0);
    return Number(BigInt.asUintN(32, this.#varint64()));
  }

  sint32(): number {
    this.#expect(0);
    const raw = Number(BigInt.asUintN(32, this.#varint64()));
    return raw % 2 === 0 ? raw / 2 : -(raw + 1) / 2;
  }

  int64(): bigint {
    this.#expect(0);
    return BigInt.asIntN(64, this.#varint64());
  }

  fixed64(): bigint {
    this.#expect(1);
    return this.#view.getBigUint64(this.#take(8), true);
  }

  sfixed64(): bigint {
    this.#expect(1);
    return this.#view.getBigInt64(this.#take(8), true);
  }

  double(): number {
    this.#expect(1);
    return this.#view.getFloat64(this.#take(8), true);
  }

  /** Appends a repeated number, packed or not. */
  repeated(into: number[], read: (reader: ProtobufReader) => number): void {
    if (!this.isDelimited) {
      into.push(read(this));
      return;
    }
    const packed = this.message();
    while (packed.#at < packed.#end) {
      into.push(read(packed.#asScalar(read)));
    }
  }

  // Inside a packed field there are no tags to take the wire type from.
  #asScalar(read: (reader: ProtobufReader) => number): ProtobufReader {
    this.#wireType = read === readVarint ? 0 : 1;
    return this;
  }

  #skipGroup(): void {
    for (let depth = 1; depth > 0;) {
      if (this.nextField() === 0) {
        throw malformed('a group does not end');
      }
      if (this.#wireType === 3) {
        depth += 1;
      } else if (this.#wireType === 4) {
        depth -= 1;
      } else {
        this.skip();
      }
      if (depth > MAX_DEPTH) {
        throw malformed('it is nested too deep');
      }
    }
  }

  #expect(wireType: number): void {
    if (this.#wireType !== wireType) {
      throw malformed('a field has another type than it should');
    }
  }

  #length(): number {
    this.#expect(2);
    return this.#varint();
  }

  #take(length: number): number {
    const start = this.#at;
    if (length > this.#end - start) {
      throw malformed('it ends early');
    }
    this.#at = start + length;
    return start;
  }

  #varint(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.#bytes[this.#take(1)];
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) {
        return value;
      }
    }
    throw malformed('a length or tag is too long');
  }

  #varint64(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.#bytes[this.#take(1)];
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) {
        return BigInt.asUintN(64, value);
      }
    }
    throw malformed('a number is too long');
  }
}

/** For packed or single `uint64` values. */
export function readVarint(reader: ProtobufReader): number {
  return Number(reader.int64());
}

/** For packed or single `fixed64` values. */
export function readFixed64(reader: ProtobufReader): number {
  return Number(reader.fixed64());
}

/** For packed or single `double` values. */
export function readDouble(reader: ProtobufReader): number {
  return reader.double();
}
