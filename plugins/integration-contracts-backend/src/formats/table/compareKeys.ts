import { Findings } from './Findings';
import { TableDocument, TableField } from './TableDocument';

/** What the reader relies on between rows, and with other tables. */
export function compareKeys(
  writer: TableDocument,
  reader: TableDocument,
  pairs: ReadonlyArray<[TableField, TableField]>,
  findings: Findings,
): void {
  const names = new Map(pairs.map(([own, other]) => [other.name, own.name]));
  const unique = [
    ...writer.keys.map(({ fields }) => fields),
    ...writer.fields.filter(field => field.unique).map(({ name }) => [name]),
  ];
  const isUnique = (fields: readonly string[]) => {
    const own = fields.map(name => names.get(name) ?? name);
    return unique.some(key => key.every(name => own.includes(name)));
  };
  for (const { keyword, fields, pointer } of reader.keys) {
    if (!isUnique(fields)) {
      findings.add(
        'key-added',
        writer.pointer,
        pointer,
        `${fields.join(', ')} identify a row now (${keyword}), before two rows could have the same.`,
      );
    }
  }
  for (const [own, other] of pairs) {
    if (other.unique && !isUnique([other.name])) {
      findings.add(
        'unique-added',
        own.pointer,
        `${other.pointer}/constraints/unique`,
        `Field "${other.name}" has to differ from row to row now, before it could repeat.`,
      );
    }
  }
  const kept = new Set(
    reader.keys.map(({ fields }) =>
      JSON.stringify(fields.map(name => names.get(name) ?? name).sort()),
    ),
  );
  for (const { fields, keyword, pointer } of writer.keys) {
    if (!kept.has(JSON.stringify([...fields].sort()))) {
      findings.add(
        'key-removed',
        pointer,
        reader.pointer,
        `${fields.join(', ')} identified a row (${keyword}), now nothing says so.`,
      );
    }
  }
  const known = new Set(writer.foreignKeys.map(({ identity }) => identity));
  for (const { identity, title, pointer } of reader.foreignKeys) {
    if (!known.has(identity)) {
      findings.add(
        'foreign-key-added',
        writer.pointer,
        pointer,
        `What ${title} refers to has to exist now, before nothing was asked.`,
      );
    }
  }
}
