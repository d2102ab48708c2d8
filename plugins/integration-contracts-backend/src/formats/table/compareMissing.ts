import { Findings } from './Findings';
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
  const taken = reader.missingValues.filter(
    value =>
      !writer.missingValues.includes(value) && couldBeWritten(value, writer),
  );
  if (taken.length > 0) {
    findings.add(
      'missing-value-added',
      ...pointers,
      `Field "${reader.name}": ${shown(taken)} could be a value, now it stands for a missing one.`,
    );
  }
}

function couldBeWritten(value: string, { type, values }: TableField): boolean {
  if (values) {
    return values.includes(value);
  }
  return ['number', 'integer', 'year'].includes(type)
    ? value !== '' && Number.isFinite(Number(value))
    : ['string', 'any', 'list'].includes(type);
}

function shown(values: readonly string[]): string {
  return values.map(value => JSON.stringify(value)).join(', ');
}
