import { Violation } from '../../compatibility/Violation';
import {
  JsonObject,
  childPointer,
  isJsonObject,
  member,
} from '../../text/Json';
import { Annotation } from './annotationsOf';
import { Comparer } from './Comparer';
import { SchemaDocument } from './SchemaDocument';
import { SchemaPart } from './SchemaNode';
import { violationAt } from './words';

/** A schema that a value of a discriminator tells of. */
interface Told {
  /** The schema's own name. */
  name: string;
  /** Absent where the text doesn't hold it. */
  part?: SchemaPart;
  pointer: string;
}

/** What clashes in how values tell schemas apart, and in the schemas that they tell of. */
export function discriminatorClashes(
  own: Annotation | undefined,
  wanted: Annotation | undefined,
  places: [string, string],
  comparer: Comparer,
): Violation[] {
  if (!own && wanted) {
    return [
      violationAt(
        'discriminator-added',
        places[0],
        wanted.pointer,
        'A member tells the alternatives apart now, which nobody had to set for that.',
      ),
    ];
  }
  if (!own || !wanted) {
    return [];
  }
  const [name, wantedName] = [own, wanted].map(({ value }) =>
    // In OpenAPI 2.0 and in AsyncAPI, a discriminator is just the name.
    isJsonObject(value) ? member(value, 'propertyName') : value,
  );
  if (name !== wantedName) {
    return [
      violationAt(
        'discriminator-changed',
        own.pointer,
        wanted.pointer,
        `The alternatives were told apart by ${JSON.stringify(name)}, now by ${JSON.stringify(wantedName)}.`,
      ),
    ];
  }
  return valueClashes(own, wanted, comparer);
}

function valueClashes(
  own: Annotation,
  wanted: Annotation,
  comparer: Comparer,
): Violation[] {
  // Where one side doesn't say which values there are, only the schemas can be compared.
  const byName = [own, wanted].some(one => mappingOf(one) === undefined);
  const [values, wantedValues] = [own, wanted].map(one => {
    const told = toldBy(one);
    return byName
      ? new Map([...told.values()].map(other => [other.name, other]))
      : told;
  });
  const names = new Set([...wantedValues.values()].map(({ name }) => name));
  return [...values].flatMap(([value, told]) => {
    const other = wantedValues.get(value);
    if (!other) {
      return wantedValues.size === 0
        ? []
        : violationAt(
            'discriminator-value-removed',
            told.pointer,
            wanted.pointer,
            `"${value}" told of an alternative, now it tells of none.`,
          );
    }
    const isListed = [own, wanted].some(listsAlternatives);
    const clashes =
      told.part && other.part && !(isListed && told.name === other.name)
        ? comparer.compareNodes(nodeOf(told.part), nodeOf(other.part))
        : [];
    // A schema that is only called otherwise isn't another one's.
    const isOther = names.has(told.name) || (isListed && clashes.length > 0);
    if (told.name !== other.name && isOther) {
      return violationAt(
        'discriminator-value-changed',
        told.pointer,
        other.pointer,
        `"${value}" told of ${told.name}, now it tells of ${other.name}.`,
      );
    }
    return isListed ? [] : clashes;
  });
}

function nodeOf(part: SchemaPart) {
  return part.document.node(part);
}

/** Alternatives that are listed are compared as such. */
function listsAlternatives({ part: { schema } }: Annotation): boolean {
  return (
    isJsonObject(schema) &&
    ['oneOf', 'anyOf'].some(keyword => member(schema, keyword) !== undefined)
  );
}

/**
 * What the values tell of: what they are mapped to, else the schema of their name that
 * extends the one with the discriminator (OpenAPI 3.1.0, 4.8.25).
 */
function toldBy(annotation: Annotation): Map<string, Told> {
  const { pointer, part } = annotation;
  const told = new Map<string, Told>();
  for (const [key, target] of Object.entries(mappingOf(annotation) ?? {})) {
    const reference = String(target);
    told.set(key, {
      name: reference.split('/').at(-1)!,
      part: reference.includes('/')
        ? part.document.find(reference, part.base)
        : namedSchema(part, reference),
      pointer: childPointer(childPointer(pointer, 'mapping'), key),
    });
  }
  const mapped = new Set([...told.values()].map(({ name }) => name));
  for (const name of listsAlternatives(annotation) ? [] : extending(part)) {
    if (!mapped.has(name) && !told.has(name)) {
      const found = part.document.find(siblingOf(part, name), '');
      told.set(name, { name, part: found, pointer });
    }
  }
  return told;
}

function mappingOf({ value }: Annotation): JsonObject | undefined {
  const mapping = isJsonObject(value) ? member(value, 'mapping') : undefined;
  return isJsonObject(mapping) ? mapping : undefined;
}

/** A schema by its name, which what has the discriminator needn't have. */
function namedSchema(part: SchemaPart, name: string): SchemaPart | undefined {
  return (
    part.document.find(siblingOf(part, name), part.base) ??
    part.document.find(`#/components/schemas/${name}`, part.base)
  );
}

/** A reference to another schema in the same list of named ones. */
function siblingOf(part: SchemaPart, name: string): string {
  return `#${childPointer(around(part.pointer), name)}`;
}

function around(pointer: string): string {
  return pointer.slice(0, pointer.lastIndexOf('/'));
}

/** References to the schemas that extend one with a discriminator, in the order of their names. */
export function subtypesOf(part: SchemaPart): string[] {
  const { schema } = part;
  return isJsonObject(schema) && member(schema, 'discriminator') !== undefined
    ? extending(part)
        .map(name => siblingOf(part, name))
        .sort()
    : [];
}

const extensions = new WeakMap<SchemaDocument, Map<string, string[]>>();

/** The names of the schemas that extend a named one by `allOf`. */
function extending({ document, pointer }: SchemaPart): readonly string[] {
  if (!/^\/(components\/schemas|definitions)\/[^/]+$/.test(pointer)) {
    return [];
  }
  let known = extensions.get(document);
  if (!known) {
    known = new Map();
    extensions.set(document, known);
    const { schema } = document.find(`#${around(pointer)}`, '')!;
    for (const [name, one] of Object.entries(schema ?? {})) {
      const parts = isJsonObject(one) ? member(one, 'allOf') : undefined;
      for (const inner of Array.isArray(parts) ? parts : []) {
        const reference = isJsonObject(inner)
          ? member(inner, '$ref')
          : undefined;
        if (typeof reference === 'string' && reference.startsWith('#')) {
          const base = reference.slice(1);
          const names = known.get(base) ?? [];
          names.push(name);
          known.set(base, names);
        }
      }
    }
  }
  return known.get(pointer) ?? [];
}
