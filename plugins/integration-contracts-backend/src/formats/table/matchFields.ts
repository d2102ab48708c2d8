import { Findings } from './Findings';
import { FieldsMatch, TableDocument, TableField } from './TableDocument';

const NEEDS_ALL: readonly FieldsMatch[] = ['exact', 'equal', 'subset'];
const NEEDS_NO_OTHER: readonly FieldsMatch[] = ['exact', 'equal', 'superset'];

/**
 * Which of the reader's fields each of the writer's columns comes to, and which
 * columns the reader misses or doesn't want (Table Schema 2.0, fieldsMatch).
 */
export function matchFields(
  writer: TableDocument,
  reader: TableDocument,
  findings: Findings,
): Array<[TableField, TableField]> {
  if (!writer.dialect.header && !reader.dialect.header) {
    return matchPositions(writer, reader, findings);
  }
  const match = matchOf(reader, findings);
  const renamed = match === 'exact' ? renamedFields(writer, reader) : new Map();
  const inReader = byName(reader);
  const inWriter = byName(writer);
  compareMatches(writer, reader, match, findings);
  for (const [before, after] of renamed) {
    findings.add(
      'field-renamed',
      before.pointer,
      after.pointer,
      `Field "${before.name}" is now called "${after.name}", so the header of the old files doesn't fit.`,
    );
  }
  const renames = new Set([...renamed.keys(), ...renamed.values()]);
  for (const field of reader.fields) {
    if (
      !inWriter.has(field.name) &&
      !renames.has(field) &&
      NEEDS_ALL.includes(match)
    ) {
      findings.add(
        'field-added',
        writer.pointer,
        field.pointer,
        `Field "${field.name}" has to be in the file now, before it wasn't there.`,
      );
    }
  }
  // Where any one field is enough, a file could have just the one that isn't known any more.
  const nothingKnown =
    match === 'partial' &&
    (!NEEDS_ALL.includes(writer.fieldsMatch) ||
      !writer.fields.some(({ name }) => inReader.has(name)));
  for (const field of writer.fields) {
    if (!inReader.has(field.name) && !renames.has(field)) {
      const refused = NEEDS_NO_OTHER.includes(match) || nothingKnown;
      findings.add(
        refused ? 'field-removed' : 'field-ignored',
        field.pointer,
        reader.pointer,
        refused
          ? `Field "${field.name}" is in the file, and isn't known any more.`
          : `Field "${field.name}" is in the file, and isn't read any more.`,
      );
    }
  }
  if (match === 'exact') {
    compareOrder(writer, reader, findings);
  }
  return [
    ...renamed,
    ...writer.fields.flatMap((field): Array<[TableField, TableField]> => {
      const other = inReader.get(field.name);
      return other ? [[field, other]] : [];
    }),
  ];
}

/** A lenient reader finds columns by their names, and leaves others alone. */
function matchOf({ fieldsMatch }: TableDocument, findings: Findings) {
  const relaxed: Record<FieldsMatch, FieldsMatch> = {
    exact: 'subset',
    equal: 'subset',
    subset: 'subset',
    superset: 'partial',
    partial: 'partial',
  };
  return findings.policy === 'lenient' ? relaxed[fieldsMatch] : fieldsMatch;
}

function byName({ fields }: TableDocument): Map<string, TableField> {
  return new Map(fields.map(field => [field.name, field]));
}

function compareMatches(
  writer: TableDocument,
  reader: TableDocument,
  match: FieldsMatch,
  findings: Findings,
): void {
  const { fieldsMatch } = writer;
  const problems = [
    NEEDS_ALL.includes(match) &&
      !NEEDS_ALL.includes(fieldsMatch) &&
      'some of its fields could be missing',
    NEEDS_NO_OTHER.includes(match) &&
      !NEEDS_NO_OTHER.includes(fieldsMatch) &&
      'it could have other fields too',
    match === 'exact' && fieldsMatch !== 'exact' && 'its order was free',
  ].filter(problem => typeof problem === 'string');
  if (problems.length > 0) {
    findings.add(
      'fields-match-narrowed',
      `${writer.pointer}/fieldsMatch`,
      `${reader.pointer}/fieldsMatch`,
      `The file has to match its fields in the way "${match}" now, before ${problems.join(', and ')} (${fieldsMatch}).`,
    );
  }
}

/** Of two names that only one side has, at one place and of one type, one replaced the other. */
function renamedFields(
  writer: TableDocument,
  reader: TableDocument,
): Map<TableField, TableField> {
  const [inWriter, inReader] = [byName(writer), byName(reader)];
  return new Map(
    writer.fields.flatMap((field, at): Array<[TableField, TableField]> => {
      const other = reader.fields[at];
      return other &&
        other.type === field.type &&
        !inReader.has(field.name) &&
        !inWriter.has(other.name)
        ? [[field, other]]
        : [];
    }),
  );
}

function compareOrder(
  writer: TableDocument,
  reader: TableDocument,
  findings: Findings,
): void {
  if (writer.fieldsMatch !== 'exact') {
    return;
  }
  const [inWriter, inReader] = [byName(writer), byName(reader)];
  const before = writer.fields.filter(({ name }) => inReader.has(name));
  const after = reader.fields.filter(({ name }) => inWriter.has(name));
  const at = before.findIndex(({ name }, place) => after[place].name !== name);
  if (at >= 0) {
    findings.add(
      'field-order-changed',
      before[at].pointer,
      inReader.get(before[at].name)!.pointer,
      `Fields are found by their order, and "${before[at].name}" stands where "${after[at].name}" is expected.`,
    );
  }
}

/** Without a header, only the place says which field a column is. */
function matchPositions(
  writer: TableDocument,
  reader: TableDocument,
  findings: Findings,
): Array<[TableField, TableField]> {
  const names = new Set(reader.fields.map(({ name }) => name));
  const pairs: Array<[TableField, TableField]> = [];
  writer.fields.forEach((field, at) => {
    const other = reader.fields[at];
    if (!other) {
      findings.add(
        'field-removed',
        field.pointer,
        reader.pointer,
        `Field "${field.name}" is in the file as column ${at + 1}, and isn't known any more.`,
      );
      return;
    }
    pairs.push([field, other]);
    if (other.name !== field.name) {
      const moved = names.has(field.name);
      findings.add(
        moved ? 'field-order-changed' : 'position-renamed',
        field.pointer,
        other.pointer,
        `Column ${at + 1} was "${field.name}", now it is taken for "${other.name}". The file has no header that would tell.`,
      );
    }
  });
  for (const field of reader.fields.slice(writer.fields.length)) {
    findings.add(
      'field-added',
      writer.pointer,
      field.pointer,
      `Field "${field.name}" has to be in the file now, before it wasn't there.`,
    );
  }
  return pairs;
}
