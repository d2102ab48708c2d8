import { Violation } from '../../compatibility/Violation';
import { Comparer } from './Comparer';
import { compareMembers } from './compareMembers';
import { ObjectFacet } from './Facet';
import { namedMembers, surelyApplied } from './memberNodes';
import { SchemaNode } from './SchemaNode';
import { namesOf, onlyStrings } from './nameNodes';
import { violation } from './words';

/**
 * What the reader's rules for objects refuse of the writer's.
 *
 * @param enough - so many violations are as good as more
 */
export function compareObjects(
  writer: ObjectFacet,
  reader: ObjectFacet,
  comparer: Comparer,
  enough: number,
): Violation[] {
  const required = compareRequired(writer, reader);
  if (required.length >= enough) {
    return required;
  }
  const left = enough - required.length;
  const members =
    writer.maxProperties > 0
      ? compareMembers(writer, reader, comparer, left)
      : [];
  if (members.length >= left) {
    return [...required, ...members];
  }
  return [
    ...required,
    ...members,
    ...compareDependencies(writer, reader, comparer),
    ...compareSizes(writer, reader, comparer),
    ...compareNames(writer, reader, comparer),
  ];
}

/** Whether only named members are possible. */
function isClosed(facet: ObjectFacet, comparer: Comparer): boolean {
  return facet.layers.some(
    ({ rest, patterns }) =>
      comparer.isEmpty(rest) &&
      [...patterns.values()].every(node => comparer.isEmpty(node)),
  );
}

function compareRequired(
  writer: ObjectFacet,
  reader: ObjectFacet,
): Violation[] {
  const present = closure(writer, writer.required);
  return [...reader.required]
    .filter(name => !present.has(name))
    .map(name =>
      violation(
        'required-added',
        writer,
        reader,
        'required',
        `"${name}" has to be there now, before it could be left out.`,
        'add',
      ),
    );
}

function compareDependencies(
  writer: ObjectFacet,
  reader: ObjectFacet,
  comparer: Comparer,
): Violation[] {
  return [...reader.dependentRequired].flatMap(([name, needed]) => {
    const present = closure(writer, [name, ...writer.required]);
    const missing = needed.filter(other => !present.has(other));
    if (missing.length === 0 || comparer.isEmpty(surelyApplied(writer, name))) {
      return [];
    }
    const keyword = reader.origins.dependentRequired
      ? 'dependentRequired'
      : 'dependencies';
    return violation(
      'dependency-added',
      writer,
      reader,
      keyword,
      `Where "${name}" is there, "${missing.join('", "')}" has to be there too now.`,
      'add',
    );
  });
}

/** All members that are surely there together with the given ones. */
function closure(facet: ObjectFacet, names: Iterable<string>): Set<string> {
  const present = new Set(names);
  // A set that grows while it is walked through is walked through to its end.
  for (const one of present) {
    for (const other of facet.dependentRequired.get(one) ?? []) {
      present.add(other);
    }
  }
  return present;
}

function compareSizes(
  writer: ObjectFacet,
  reader: ObjectFacet,
  comparer: Comparer,
): Violation[] {
  const found: Violation[] = [];
  const fewest = Math.max(writer.minProperties, writer.required.size);
  if (reader.minProperties > fewest) {
    found.push(
      violation(
        'min-properties-increased',
        writer,
        reader,
        'minProperties',
        `Objects could have ${fewest} members, now they need ${reader.minProperties}.`,
      ),
    );
  }
  if (reader.maxProperties === Infinity) {
    return found;
  }
  const most = mostMembers(writer, comparer);
  if (reader.maxProperties < most) {
    found.push(
      violation(
        'max-properties-decreased',
        writer,
        reader,
        'maxProperties',
        `Objects may have ${reader.maxProperties} members at most, before it was ${Number.isFinite(most) ? most : 'any number'}.`,
      ),
    );
  }
  return found;
}

function mostMembers(facet: ObjectFacet, comparer: Comparer): number {
  if (!isClosed(facet, comparer)) {
    return facet.maxProperties;
  }
  const possible = [...namedMembers(facet)].filter(
    name => !comparer.isEmpty(surelyApplied(facet, name)),
  );
  return Math.min(facet.maxProperties, possible.length);
}

/** Whether the schemas leave fewer members than there have to be. */
export function hasTooFewMembers(
  facet: ObjectFacet,
  comparer: Comparer,
): boolean {
  return (
    facet.minProperties > facet.required.size &&
    facet.minProperties > mostMembers(facet, comparer)
  );
}

function compareNames(
  writer: ObjectFacet,
  reader: ObjectFacet,
  comparer: Comparer,
): Violation[] {
  return reader.names.flatMap(wanted => {
    const kept =
      comparer.compareNodes(
        SchemaNode.all([...writer.names, onlyStrings(wanted)]),
        wanted,
      ).length === 0 ||
      writer.layers.some(
        layer =>
          comparer.isEmpty(layer.rest) &&
          wanted.parts.length > 0 &&
          comparer.compareNodes(namesOf(layer, wanted.parts[0]), wanted)
            .length === 0,
      ) ||
      (isClosed(writer, comparer) &&
        [...namedMembers(writer)].every(
          name =>
            comparer.accepts(wanted, name) === 'yes' ||
            comparer.isEmpty(surelyApplied(writer, name)),
        ));
    return kept
      ? []
      : violation(
          'property-names-tightened',
          writer,
          reader,
          'propertyNames',
          'Names of members were allowed that are not any more.',
        );
  });
}
