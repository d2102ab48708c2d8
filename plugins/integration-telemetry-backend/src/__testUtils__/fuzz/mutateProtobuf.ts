import { Seeded } from '../seeded';
import { parseWire, varint, WireField, writeWire } from './wire';

/** Eight bytes that are hard to count with, little-endian. */
const eights = [
  0n,
  1n,
  2n ** 53n + 1n,
  2n ** 63n - 1n,
  2n ** 63n,
  2n ** 64n - 1n,
].map(value => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return bytes;
});

const doubles = [NaN, Infinity, -Infinity, -0, 5e-324, 1.8e308, -1].map(
  value => {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleLE(value);
    return bytes;
  },
);

const varints = [
  Buffer.from([0]),
  // Longer than it has to be.
  Buffer.from([0x81, 0x80, 0x80, 0]),
  // The largest of 64 bits, and more than fits into them.
  Buffer.from([...Array(9).fill(0xff), 1]),
  Buffer.from([...Array(9).fill(0xff), 0x7f]),
  Buffer.alloc(14, 0xff),
  varint(2 ** 31),
  varint(2 ** 32 + 1),
];

const texts = [
  Buffer.alloc(0),
  Buffer.from([0xff, 0xfe, 0xc0, 0x80]),
  Buffer.from('a\u0000b'),
  Buffer.from([0xed, 0xa0, 0x80]),
  Buffer.from('\u{1f600}'.repeat(90)),
  Buffer.alloc(70_000, 0x61),
];

function listPlaces(fields: WireField[]): WireField[][] {
  const lists: WireField[][] = [];
  const waiting = [fields];
  while (waiting.length > 0) {
    const list = waiting.pop()!;
    lists.push(list);
    list.forEach(field => field.fields && waiting.push(field.fields));
  }
  return lists.filter(list => list.length > 0);
}

function nest(field: WireField, depth: number): WireField {
  let bytes = writeWire([field]);
  for (let level = 0; level < depth; level += 1) {
    bytes = writeWire([{ number: field.number, type: 2, bytes }]);
  }
  return { number: field.number, type: 2, bytes };
}

/** Groups, which OTLP never uses, that are opened and not closed. */
function openGroups(random: Seeded): Buffer {
  return Buffer.alloc(random.pick([1, 60, 5_000]), 0x0b);
}

type Change = (list: WireField[], at: number, random: Seeded) => void;

const changes: Change[] = [
  (list, at) => list.splice(at, 1),
  (list, at) => list.splice(at, 0, list[at]),
  (list, at, random) => {
    const other = random.between(0, list.length);
    [list[at], list[other]] = [list[other], list[at]];
  },
  (list, at, random) => {
    list[at].number = random.pick([1, 2, 3, 5, 9, 15, 999, 1000, 536_870_911]);
  },
  (list, at, random) => {
    list[at].type = random.between(0, 8);
  },
  (list, at, random) => {
    list[at].lengthError = random.pick([-1, 1, 7, 1_000, 2 ** 31, 2 ** 50]);
  },
  (list, at, random) => {
    const field = list[at];
    field.fields = undefined;
    if (field.type === 0) {
      field.bytes = random.pick(varints);
    } else if (field.type === 1) {
      field.bytes = random.pick([...eights, ...doubles]);
    } else {
      field.bytes = random.pick(texts);
    }
  },
  (list, at, random) => {
    list[at] = nest(list[at], random.pick([1, 20, 70, 2_000]));
  },
  (list, at, random) => {
    list[at].fields = undefined;
    list[at].bytes = Buffer.concat([list[at].bytes, openGroups(random)]);
  },
];

/** Once a body: what is multiplied again and again has no bounds. */
function multiply(list: WireField[], at: number, random: Seeded): void {
  const times = list[at].bytes.length < 1_000 ? 300 : 20;
  list.splice(at, 1, ...Array(random.pick([2, times])).fill(list[at]));
}

/** The same message with fields that no sender would write so. */
export function mutateProtobuf(body: Buffer, random: Seeded): Buffer {
  const fields = parseWire(body);
  if (!fields || fields.length === 0) {
    return body;
  }
  for (let count = random.between(1, 4); count > 0; count -= 1) {
    const places = listPlaces(fields);
    if (places.length > 0) {
      const list = random.pick(places);
      const change =
        count === 1 && random.happens(0.1) ? multiply : random.pick(changes);
      change(list, random.between(0, list.length), random);
    }
  }
  return writeWire(fields);
}
