import { ByteReader, ByteWriter } from './bytes';
import { CallTotals } from './CallTotals';

/** How failures are written; no histogram begins with one of these. */
const FORM = {
  /** Members of an object in JSON without its braces, and a zero: what was in a column of its own once. */
  json: 5,
  binary: 6,
} as const;

const STATUS_CODE = /^[1-9]\d\d$/;

export const isFailures = (form: number) =>
  form === FORM.json || form === FORM.binary;

/**
 * Writes how many calls failed with what: how many failures there are, and of
 * each its name and its count. Status codes, which are the rule, are numbers
 * and take two bytes; of other names the length comes first.
 */
export function writeFailures(
  writer: ByteWriter,
  failures: CallTotals['failures'],
): void {
  writer.byte(FORM.binary);
  writer.varint(failures.size);
  failures.forEach((count, failure) => {
    if (STATUS_CODE.test(failure)) {
      writer.varint(2 * Number(failure) + 1);
    } else {
      const name = Buffer.from(failure);
      writer.varint(2 * name.length);
      writer.raw(name);
    }
    writer.count(count);
  });
}

/**
 * Adds failures to totals.
 *
 * @param start - where their form is
 * @returns where the bytes go on
 * @throws RangeError where they end early
 */
export function addFailures(
  totals: CallTotals,
  bytes: Uint8Array,
  start: number,
): number {
  if (bytes[start] === FORM.json) {
    return addJson(totals, bytes, start);
  }
  const reader = new ByteReader(bytes.subarray(start + 1));
  const size = reader.varint();
  for (let nth = 0; nth < size; nth += 1) {
    const name = reader.varint();
    const failure =
      name % 2 === 1 ? String((name - 1) / 2) : reader.textOf(name / 2);
    totals.addFailure(failure, reader.count());
  }
  return start + 1 + reader.position;
}

function addJson(totals: CallTotals, bytes: Uint8Array, start: number): number {
  const end = bytes.indexOf(0, start);
  if (end < 0) {
    throw new RangeError('The bytes end early');
  }
  const members = Buffer.from(bytes.subarray(start + 1, end)).toString();
  const failures: Record<string, number> = JSON.parse(`{${members}}`);
  for (const [failure, count] of Object.entries(failures)) {
    totals.addFailure(failure, count);
  }
  return end + 1;
}
