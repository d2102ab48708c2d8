import { Findings } from './Findings';
import { Json } from '../../text/Json';
import { TableField } from './TableDocument';

/** What stands for a missing value, and is or was a value like others for the other side. */
export function compareMissing(
  writer: TableField,
  reader: TableField,
  findings: Findings,
): void {
  const pointers = [writer, reader].map(
    ({ pointer }) => `${pointer}/missingValues`,
  ) as [string, string];
  const unknown = writer.required
    ? []
    : writer.missingValues.filter(
        value => !reader.missingValues.includes(value),
      );
  if (unknown.length > 0) {
    findings.add(
      'missing-value-removed',
      ...pointers,
      `Field "${reader.name}": ${shown(unknown)} stood for a missing value, now it is read as a value.`,
    );
  }
  const taken = takenForMissing(writer, reader);
  if (taken.length > 0) {
    findings.add(
      'missing-value-added',
      ...pointers,
      `Field "${reader.name}": ${shown(taken)} could be a value, now it stands for a missing one.`,
    );
  }
}

/** What could be a value of the writer's, and stands for a missing one with the reader. */
export function takenForMissing(
  writer: TableField,
  reader: TableField,
): string[] {
  return reader.missingValues.filter(
    value =>
      !writer.missingValues.includes(value) && couldBeWritten(value, writer),
  );
}

function couldBeWritten(text: string, field: TableField): boolean {
  const { type, values, notation } = field;
  const listed = (key: string) => (notation.get(key) ?? []) as Json[];
  switch (type) {
    case 'number':
    case 'integer':
    case 'year': {
      const plain = (written: string) =>
        Number(
          written
            .replaceAll(String(notation.get('groupChar') ?? ''), '')
            .replace(String(notation.get('decimalChar') ?? '.'), '.'),
        );
      return text !== '' && values
        ? values.some(value => Number(value) === plain(text))
        : text !== '' && Number.isFinite(plain(text));
    }
    case 'boolean':
      return [...listed('trueValues'), ...listed('falseValues')].includes(text);
    case 'date':
    case 'time':
    case 'datetime':
    case 'duration':
      return values?.includes(text) ?? /\d/.test(text);
    case 'string':
    case 'any':
    case 'list':
      return values?.includes(text) ?? true;
    default:
      return values?.includes(text) ?? false;
  }
}

function shown(values: readonly string[]): string {
  return values.map(value => JSON.stringify(value)).join(', ');
}
