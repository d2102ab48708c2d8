/** A field of a protobuf message as it lies on the wire. */
export interface WireField {
  number: number;
  /** 0 varint, 1 eight bytes, 2 delimited, 5 four bytes. */
  type: number;
  /** Of a varint or of fixed bytes, little-endian. */
  bytes: Buffer;
  /** Of a delimited field that holds a message. */
  fields?: WireField[];
  /** Added to a delimited field's length, to make it lie. */
  lengthError?: number;
}

/** Nothing of OTLP nests deeper, but for values in values. */
const MAX_DEPTH = 16;

function readVarint(
  bytes: Buffer,
  start: number,
): { value: number; end: number } | undefined {
  let value = 0;
  for (let at = start; at < bytes.length && at < start + 7; at += 1) {
    value += (bytes[at] & 127) * 2 ** (7 * (at - start));
    if (bytes[at] < 128) {
      return { value, end: at + 1 };
    }
  }
  return undefined;
}

function endOfVarint(bytes: Buffer, start: number): number | undefined {
  for (let at = start; at < bytes.length && at < start + 10; at += 1) {
    if (bytes[at] < 128) {
      return at + 1;
    }
  }
  return undefined;
}

/**
 * Takes a message apart without knowing its type: what can be read as a
 * message is taken for one. Undefined where the bytes are none.
 */
export function parseWire(bytes: Buffer, depth = 0): WireField[] | undefined {
  const fields: WireField[] = [];
  let at = 0;
  while (at < bytes.length) {
    const tag = readVarint(bytes, at);
    if (!tag || tag.value < 8) {
      return undefined;
    }
    const type = tag.value % 8;
    const number = Math.floor(tag.value / 8);
    let start = tag.end;
    let end: number | undefined;
    if (type === 0) {
      end = endOfVarint(bytes, start);
    } else if (type === 1 || type === 5) {
      end = start + (type === 1 ? 8 : 4);
    } else if (type === 2) {
      const length = readVarint(bytes, start);
      start = length?.end ?? start;
      end = length && start + length.value;
    }
    if (end === undefined || end > bytes.length) {
      return undefined;
    }
    const content = bytes.subarray(start, end);
    const nested =
      type === 2 && content.length > 1 && depth < MAX_DEPTH
        ? parseWire(content, depth + 1)
        : undefined;
    fields.push({ number, type, bytes: content, fields: nested });
    at = end;
  }
  return fields;
}

/** A number as a varint. */
export function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = Math.max(0, Math.floor(value));
  while (rest > 127) {
    bytes.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  return Buffer.from([...bytes, rest]);
}

/** Puts a message together, lies and all. */
export function writeWire(fields: readonly WireField[]): Buffer {
  return Buffer.concat(
    fields.flatMap(
      ({ number, type, bytes, fields: nested, lengthError = 0 }) => {
        const tag = varint(number * 8 + type);
        if (type !== 2) {
          return [tag, bytes];
        }
        const content = nested ? writeWire(nested) : bytes;
        return [tag, varint(content.length + lengthError), content];
      },
    ),
  );
}
