import { canonicalText } from '../../text/Json';
import { Findings } from './Findings';
import { TableField } from './TableDocument';

/** Types whose every value is written as one of the other type too. */
const INCLUDED: Record<string, readonly string[]> = {
  integer: ['number'],
  year: ['integer', 'number'],
  geojson: ['object'],
};

const DATES = ['date', 'time', 'datetime'];

/** Whether what is written as one type can be read as another. */
export function isReadable(
  written: string,
  read: string,
  policy: string,
): boolean {
  return (
    written === read ||
    read === 'any' ||
    (INCLUDED[written]?.includes(read) ?? false) ||
    // In a file every value is a text; for what reads it that is another type.
    (read === 'string' && policy !== 'strict')
  );
}

/** What of a field's values can't be read: by type, format, or the way they are written. */
export function compareTypes(
  writer: TableField,
  reader: TableField,
  findings: Findings,
): void {
  if (!isReadable(writer.type, reader.type, findings.policy)) {
    findings.add(
      'type-narrowed',
      `${writer.pointer}/type`,
      `${reader.pointer}/type`,
      `Field "${reader.name}" was of type ${writer.type}, now it has to be ${reader.type}.`,
    );
    return;
  }
  if (!isFormatRead(writer, reader)) {
    findings.add(
      'format-narrowed',
      `${writer.pointer}/format`,
      `${reader.pointer}/format`,
      `Field "${reader.name}" was written in the format ${writer.format}, now it is read as ${reader.format}.`,
    );
  }
  compareNotation(writer, reader, findings);
}

function isFormatRead(writer: TableField, reader: TableField): boolean {
  if (reader.type === 'any' || reader.format === writer.format) {
    return true;
  }
  if (reader.type === 'string') {
    return reader.format === 'default';
  }
  return DATES.includes(reader.type)
    ? reader.format === 'any'
    : writer.type !== reader.type;
}

function compareNotation(
  writer: TableField,
  reader: TableField,
  findings: Findings,
): void {
  for (const [key, wanted] of reader.notation) {
    const own = writer.notation.get(key);
    if (own === undefined) {
      // A whole number has no decimal point, but may be grouped with the reader's.
      if (
        key === 'decimalChar' &&
        writer.notation.get('groupChar') === wanted
      ) {
        addNotation(key, writer, reader, findings);
      }
    } else if (!isNotationRead(key, own, wanted, findings.policy)) {
      addNotation(key, writer, reader, findings);
    }
  }
}

function isNotationRead(
  key: string,
  own: unknown,
  wanted: unknown,
  policy: string,
): boolean {
  switch (key) {
    case 'groupChar':
      return own === '' || own === wanted;
    case 'bareNumber':
      return own !== false || wanted === false;
    case 'itemType':
      return isReadable(String(own), String(wanted), policy);
    default:
      return Array.isArray(own) && Array.isArray(wanted)
        ? own.every(value => wanted.includes(value))
        : own === wanted;
  }
}

function addNotation(
  key: string,
  writer: TableField,
  reader: TableField,
  findings: Findings,
): void {
  findings.add(
    'notation-changed',
    `${writer.pointer}/${key}`,
    `${reader.pointer}/${key}`,
    `Field "${reader.name}" was written with ${key} ${canonicalText(writer.notation.get(key))}, now it is read with ${canonicalText(reader.notation.get(key))}.`,
  );
}
