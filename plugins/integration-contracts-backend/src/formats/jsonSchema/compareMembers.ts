import { Violation } from '../../compatibility/Violation';
import { Comparer } from './Comparer';
import { MemberLayer, ObjectFacet } from './Facet';
import { namesOf, onlyStrings } from './nameNodes';
import { Patterns } from './patterns/Patterns';
import { SchemaNode } from './SchemaNode';
import {
  memberNodes,
  namedMembers,
  plainLayer,
  surelyApplied,
} from './memberNodes';
import { leftOverChanged, violationAt } from './words';

/**
 * What the reader refuses in the members: those that either side names, those
 * that match a pattern of the reader's, and all others.
 *
 * @param enough - so many violations are as good as more
 */
export function compareMembers(
  writer: ObjectFacet,
  reader: ObjectFacet,
  comparer: Comparer,
  enough: number,
): Violation[] {
  if (reader.layers.every(layer => writer.layers.includes(layer))) {
    return [];
  }
  const found: Violation[] = [];
  const plain = plainLayer(reader);
  for (const name of namedMembers(writer, reader)) {
    const own = surelyApplied(writer, name);
    if (found.length >= enough) {
      return found;
    }
    if (
      plain &&
      !writer.hidden?.has(name) &&
      isSurelyKept(own, plain.properties.get(name), comparer)
    ) {
      continue;
    }
    for (const layer of reader.layers) {
      const { sure, possible } = memberNodes(layer, name);
      for (const wanted of [...sure, ...possible]) {
        // What a layer leaves open and doesn't describe nobody can miss either.
        if (
          !wanted.acceptsEverything ||
          (layer.properties.has(name) && !layer.isLeftOver)
        ) {
          found.push(
            ...compareNamed(name, own, wanted, { writer, reader }, comparer),
          );
        }
      }
    }
  }
  for (const layer of reader.layers) {
    for (const [pattern, wanted] of layer.patterns) {
      for (const own of appliedToPattern(writer, pattern, comparer.patterns)) {
        found.push(...comparer.compareNodes(own, wanted));
      }
    }
    if (
      !layer.rest.acceptsEverything &&
      !speaksOfAllNames(layer, writer, comparer)
    ) {
      for (const own of appliedToOthers(writer, layer, comparer.patterns)) {
        found.push(...compareOthers(writer, reader, own, layer, comparer));
      }
    }
  }
  return found;
}

/** Most members are the same as before. */
function isSurelyKept(
  own: SchemaNode,
  wanted: SchemaNode | undefined,
  { conventions }: Comparer,
): boolean {
  return (
    wanted !== undefined &&
    own.parts.length === 1 &&
    wanted.parts.length === 1 &&
    conventions.isSame?.(own.parts[0], wanted.parts[0]) === true
  );
}

function compareNamed(
  name: string,
  own: SchemaNode,
  wanted: SchemaNode,
  { writer, reader }: { writer: ObjectFacet; reader: ObjectFacet },
  comparer: Comparer,
): Violation[] {
  const { onlyDescribedIsSent, missesMembers } = comparer.conventions;
  const isNeverSent =
    writer.hidden?.has(name) ||
    (onlyDescribedIsSent &&
      own.acceptsEverything &&
      !writer.required.has(name) &&
      !describes(writer, name));
  if (isNeverSent) {
    return missesMembers &&
      !reader.hidden?.has(name) &&
      describes(reader, name) &&
      !comparer.isEmpty(wanted)
      ? [
          violationAt(
            writer.hidden?.has(name)
              ? 'property-hidden'
              : 'property-never-sent',
            own.pointer || writer.at,
            wanted.pointer,
            `"${name}" is described, but never sent.`,
          ),
        ]
      : [];
  }
  const found = comparer.compareNodes(own, wanted);
  if (found.length === 0) {
    return found;
  }
  const isNew =
    comparer.conventions.hidden === 'writeOnly' &&
    reader.hidden?.has(name) &&
    !writer.required.has(name);
  if (isNew) {
    // It may come besides, as any new member may. What always comes was kept back before, which is told.
    return [];
  }
  if (comparer.isEmpty(wanted) && !comparer.isEmpty(own)) {
    return [
      violationAt(
        reader.hidden?.has(name) && !writer.required.has(name)
          ? 'property-became-hidden'
          : 'property-forbidden',
        own.pointer,
        wanted.pointer || reader.at,
        `"${name}" could be sent, now it is refused.`,
      ),
    ];
  }
  if (own.acceptsEverything) {
    return [
      violationAt(
        'property-added-to-open-object',
        own.pointer,
        wanted.pointer,
        `"${name}" is described now; before, anything could be sent under that name.`,
        'add',
      ),
    ];
  }
  return found;
}

function describes(facet: ObjectFacet, name: string): boolean {
  return facet.layers.some(({ properties }) => properties.has(name));
}

function compareOthers(
  writer: ObjectFacet,
  reader: ObjectFacet,
  own: SchemaNode,
  layer: MemberLayer,
  comparer: Comparer,
): Violation[] {
  const found = comparer.compareNodes(own, layer.rest);
  if (found.length > 0 && layer.isLeftOver) {
    return [leftOverChanged(own.pointer || writer.at, layer.rest.pointer)];
  }
  if (found.length > 0 && comparer.isEmpty(layer.rest)) {
    return [
      violationAt(
        'additional-properties-forbidden',
        own.pointer || writer.at,
        layer.rest.pointer || reader.at,
        'Members that the schema does not name could be sent, now they are refused.',
      ),
    ];
  }
  return found;
}

/** Whether the writer has no names but those that a layer speaks of. */
function speaksOfAllNames(
  layer: MemberLayer,
  { names }: ObjectFacet,
  comparer: Comparer,
): boolean {
  const allowed = SchemaNode.all(names);
  const [near] = allowed.parts;
  return (
    near !== undefined &&
    comparer.compareNodes(
      SchemaNode.all([allowed, onlyStrings(allowed)]),
      namesOf(layer, near),
    ).length === 0
  );
}

/** What the writer ensures for names that match a pattern: one of these holds. */
function appliedToPattern(
  writer: ObjectFacet,
  pattern: string,
  known: Patterns,
): SchemaNode[] {
  const sure: SchemaNode[] = [];
  const mixed: SchemaNode[][] = [];
  for (const { patterns, rest } of writer.layers) {
    const possible = [...patterns].filter(
      ([own]) => own === pattern || !known.areApart(own, pattern),
    );
    const certain = possible.filter(([own]) => known.includes(own, pattern));
    if (certain.length > 0) {
      sure.push(...certain.map(([, node]) => node));
    } else if (possible.length === 0) {
      sure.push(rest);
    } else {
      mixed.push([...possible.map(([, node]) => node), rest]);
    }
  }
  return alternatives(sure, mixed);
}

/** What the writer ensures for names that a layer of the reader's leaves to its rest. */
function appliedToOthers(
  writer: ObjectFacet,
  layer: MemberLayer,
  known: Patterns,
): SchemaNode[] {
  const sure: SchemaNode[] = [];
  const mixed: SchemaNode[][] = [];
  for (const { patterns, rest } of writer.layers) {
    const other = [...patterns]
      .filter(
        ([pattern]) =>
          ![...layer.patterns.keys()].some(wide =>
            known.includes(wide, pattern),
          ),
      )
      .map(([, node]) => node);
    if (other.length === 0) {
      sure.push(rest);
    } else {
      mixed.push([...other, rest]);
    }
  }
  return alternatives(sure, mixed);
}

/** With several mixed layers only the first one's alternatives are told apart, which asks for no less. */
function alternatives(
  sure: readonly SchemaNode[],
  mixed: readonly SchemaNode[][],
): SchemaNode[] {
  const first = mixed[0];
  return first
    ? first.map(node => SchemaNode.all([...sure, node]))
    : [SchemaNode.all(sure)];
}
