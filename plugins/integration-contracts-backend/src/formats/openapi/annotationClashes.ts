import { Violation } from '../../compatibility/Violation';
import { Comparer } from '../jsonSchema/Comparer';
import { SchemaDocument } from '../jsonSchema/SchemaDocument';
import { SchemaNode, SchemaPart } from '../jsonSchema/SchemaNode';
import { childNode } from '../jsonSchema/childNode';
import { violationAt } from '../jsonSchema/words';
import { Json, childPointer, isJsonObject, member } from '../../text/Json';
import { readLifecycle } from './lifecycle';

/** A keyword's value, and where it stands. */
interface Annotation {
  value: Json;
  pointer: string;
  part: SchemaPart;
}

const KEYWORDS = [
  'discriminator',
  'x-extensible-enum',
  'x-stability-level',
  'x-sunset',
  'contentSchema',
];

/** So many references in a row may lead to an annotation. */
const LONGEST_CHAIN = 20;

/**
 * What clashes in two schemas besides the values that they accept: discriminators,
 * open lists of values, the stability and the end that were declared of a member.
 *
 * @param isOld - which of both documents is the earlier version
 */
export function annotationClashes(
  writer: SchemaNode,
  reader: SchemaNode,
  comparer: Comparer,
  isOld: (document: SchemaDocument) => boolean,
): Violation[] {
  const [own, wanted] = [annotationsOf(writer), annotationsOf(reader)];
  if (own.size === 0 && wanted.size === 0) {
    return [];
  }
  const places: [string, string] = [writer.pointer, reader.pointer];
  const found = [
    ...discriminators(
      own.get('discriminator'),
      wanted.get('discriminator'),
      places,
    ),
    ...extensibleValues(
      own.get('x-extensible-enum'),
      wanted.get('x-extensible-enum'),
    ),
  ];
  const inner = wanted.get('contentSchema');
  const ownInner = own.get('contentSchema');
  if (inner) {
    const sent = ownInner
      ? childNode(ownInner.part, 'contentSchema')
      : SchemaNode.everything;
    if (
      comparer.compareNodes(sent, childNode(inner.part, 'contentSchema'))
        .length > 0
    ) {
      found.push(
        violationAt(
          'content-schema-changed',
          ownInner?.pointer ?? writer.pointer,
          inner.pointer,
          'The text has to contain something else than before.',
        ),
      );
    }
  }
  const writerIsOld = writer.parts[0] && isOld(writer.parts[0].document);
  const [before, now] = writerIsOld ? [own, wanted] : [wanted, own];
  return [...found, ...lifecycleClashes(before, now, places)];
}

function annotationsOf(node: SchemaNode): Map<string, Annotation> {
  const found = new Map<string, Annotation>();
  for (const start of node.parts) {
    let part: SchemaPart | undefined = start;
    for (let length = 0; part && length < LONGEST_CHAIN; length++) {
      const { schema, pointer, document, base }: SchemaPart = part;
      if (!isJsonObject(schema)) {
        break;
      }
      for (const keyword of KEYWORDS) {
        const value = member(schema, keyword);
        if (value !== undefined && !found.has(keyword)) {
          found.set(keyword, {
            value,
            pointer: childPointer(pointer, keyword),
            part,
          });
        }
      }
      const reference: Json | undefined = member(schema, '$ref');
      part =
        typeof reference === 'string'
          ? document.find(reference, base)
          : undefined;
    }
  }
  return found;
}

function discriminators(
  own: Annotation | undefined,
  wanted: Annotation | undefined,
  places: [string, string],
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
    // In OpenAPI 2.0 a discriminator is just the name.
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
  const [mapping, wantedMapping] = [own, wanted].map(({ value }) => {
    const found = isJsonObject(value) ? member(value, 'mapping') : undefined;
    return isJsonObject(found) ? found : {};
  });
  return Object.keys(mapping)
    .filter(
      value =>
        Object.keys(wantedMapping).length > 0 &&
        member(wantedMapping, value) === undefined,
    )
    .map(value =>
      violationAt(
        'discriminator-value-removed',
        childPointer(childPointer(own.pointer, 'mapping'), value),
        wanted.pointer,
        `"${value}" told of an alternative, now it tells of none.`,
      ),
    );
}

/** Zalando's RESTful API Guidelines, rule 112: values may be added, never removed. */
function extensibleValues(
  own: Annotation | undefined,
  wanted: Annotation | undefined,
): Violation[] {
  if (
    !own ||
    !wanted ||
    !Array.isArray(own.value) ||
    !Array.isArray(wanted.value)
  ) {
    return [];
  }
  const kept = new Set(wanted.value.map(value => JSON.stringify(value)));
  const lost = own.value.filter(value => !kept.has(JSON.stringify(value)));
  return lost.length === 0
    ? []
    : [
        violationAt(
          'extensible-value-removed',
          own.pointer,
          wanted.pointer,
          `${lost.map(value => JSON.stringify(value)).join(', ')} could be sent, now it is not listed any more.`,
        ),
      ];
}

function lifecycleClashes(
  before: ReadonlyMap<string, Annotation>,
  now: ReadonlyMap<string, Annotation>,
  [writerPointer, readerPointer]: [string, string],
): Violation[] {
  const read = (annotations: ReadonlyMap<string, Annotation>) =>
    readLifecycle({
      'x-sunset': annotations.get('x-sunset')?.value,
      'x-stability-level': annotations.get('x-stability-level')?.value,
    });
  const [old, next] = [read(before), read(now)];
  const tell = (rule: string, message: string) =>
    violationAt(rule, writerPointer, readerPointer, message);
  const found: Violation[] = [];
  if (next.stability < 0 || old.stability < 0) {
    const text = next.stability < 0 ? next.stabilityText : old.stabilityText;
    found.push(
      tell(
        'member-stability-invalid',
        `It has the stability level ${text}, which nobody knows.`,
      ),
    );
  } else if (next.stability < old.stability) {
    found.push(
      tell(
        'member-stability-decreased',
        `It was declared ${old.stabilityText}, now it is only ${next.stabilityText}.`,
      ),
    );
  }
  if (next.sunset !== undefined && next.sunsetMs === undefined) {
    found.push(
      tell(
        'member-sunset-invalid',
        `It has the sunset ${next.sunset}, which is no date.`,
      ),
    );
  }
  return found;
}
