import { Violation } from '../../compatibility/Violation';
import { Comparer } from '../jsonSchema/Comparer';
import { SchemaNode, SchemaPart } from '../jsonSchema/SchemaNode';
import { childNode } from '../jsonSchema/childNode';
import { violationAt } from '../jsonSchema/words';
import { Json, isJsonObject, member } from '../../text/Json';

/** One of the schemas of an `anyOf` or `oneOf`. */
interface Alternative {
  node: SchemaNode;
  /** The last part of the reference, where it is one. */
  name?: string;
  /** The members that it describes at its top. */
  members: ReadonlySet<string>;
}

/** So deep may schemas be put together from others. */
const DEEPEST = 12;

/**
 * What clashes in the alternatives of two schemas. As objects are mostly open, nearly
 * every alternative accepts what is meant for another: only one that describes the
 * same members stands for it, or has its name.
 */
export function alternativeClashes(
  writer: SchemaNode,
  reader: SchemaNode,
  comparer: Comparer,
): Violation[] {
  const [own] = writer.parts;
  const [wanted] = reader.parts;
  if (!own || !wanted || writer.parts.length + reader.parts.length > 2) {
    return [];
  }
  const sent = alternativesOf(own);
  const taken = alternativesOf(wanted);
  if (sent.length === 0) {
    return ambiguity(writer, reader, wanted, comparer);
  }
  if (taken.length === 0) {
    return [];
  }
  const names = new Set(sent.map(({ name }) => name));
  return sent.flatMap(one => {
    if (one.members.size === 0) {
      return [];
    }
    // What stands for an alternative of its own name stands for no other.
    const namesakes = taken.filter(
      ({ name }) => name !== undefined && name === one.name,
    );
    const counterparts =
      namesakes.length > 0
        ? namesakes
        : taken.filter(
            other =>
              (other.name === undefined || !names.has(other.name)) &&
              sharesMembers(one, other),
          );
    if (counterparts.length === 0) {
      const isTaken = taken.some(
        other =>
          other.members.size === 0 &&
          comparer.compareNodes(one.node, other.node).length === 0,
      );
      return isTaken
        ? []
        : [
            violationAt(
              'alternative-removed',
              one.node.pointer,
              reader.pointer,
              `"${one.name ?? 'An alternative'}" could be sent, now no alternative describes it.`,
            ),
          ];
    }
    const clashes = counterparts.map(other =>
      comparer.compareNodes(one.node, other.node),
    );
    return clashes.reduce((least, other) =>
      other.length < least.length ? other : least,
    );
  });
}

/** What two alternatives of a `oneOf` both accept, the `oneOf` refuses. */
function ambiguity(
  writer: SchemaNode,
  reader: SchemaNode,
  { schema }: SchemaPart,
  comparer: Comparer,
): Violation[] {
  const listed = isJsonObject(schema) ? member(schema, 'oneOf') : undefined;
  const accepting = Array.isArray(listed)
    ? listed.filter(
        (_: Json, at: number) =>
          comparer.compareNodes(writer, childNode(reader.parts[0], 'oneOf', at))
            .length === 0,
      )
    : [];
  return accepting.length < 2
    ? []
    : [
        violationAt(
          'one-of-ambiguous',
          writer.pointer,
          reader.pointer,
          `${accepting.length} alternatives of the oneOf accept the same values, so that it refuses them.`,
        ),
      ];
}

function alternativesOf(part: SchemaPart): Alternative[] {
  const target = followed(part);
  const { schema } = target;
  if (!isJsonObject(schema)) {
    return [];
  }
  return ['oneOf', 'anyOf'].flatMap(keyword => {
    const listed = member(schema, keyword);
    return Array.isArray(listed)
      ? listed.map((one: Json, at: number) => {
          const node = childNode(target, keyword, at);
          const reference = isJsonObject(one) ? member(one, '$ref') : undefined;
          return {
            node,
            name:
              typeof reference === 'string'
                ? reference.replace(/^.*\//, '')
                : undefined,
            members: new Set(
              node.parts.flatMap(inner => membersOf(inner, DEEPEST)),
            ),
          };
        })
      : [];
  });
}

function followed(start: SchemaPart): SchemaPart {
  let part = start;
  for (let length = 0; length < DEEPEST; length++) {
    const { schema, document, base } = part;
    const reference = isJsonObject(schema) ? member(schema, '$ref') : undefined;
    const target =
      typeof reference === 'string'
        ? document.find(reference, base)
        : undefined;
    if (!target) {
      break;
    }
    part = target;
  }
  return part;
}

function membersOf(part: SchemaPart, depth: number): string[] {
  const target = followed(part);
  const { schema } = target;
  if (!isJsonObject(schema) || depth === 0) {
    return [];
  }
  const properties = member(schema, 'properties');
  const all = member(schema, 'allOf');
  return [
    ...(isJsonObject(properties) ? Object.keys(properties) : []),
    ...(Array.isArray(all)
      ? all.flatMap((_: Json, at: number) =>
          childNode(target, 'allOf', at).parts.flatMap(inner =>
            membersOf(inner, depth - 1),
          ),
        )
      : []),
  ];
}

/** Whether two alternatives are about mostly the same members. */
function sharesMembers(one: Alternative, other: Alternative): boolean {
  const shared = [...one.members].filter(name => other.members.has(name));
  const all = one.members.size + other.members.size - shared.length;
  return shared.length === one.members.size || shared.length * 2 >= all;
}
