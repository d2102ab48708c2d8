import { Violation } from '../../compatibility/Violation';
import { Annotation, annotationsOf } from '../jsonSchema/annotationsOf';
import { Comparer } from '../jsonSchema/Comparer';
import { discriminatorClashes } from '../jsonSchema/discriminatorClashes';
import { SchemaDocument } from '../jsonSchema/SchemaDocument';
import { SchemaNode } from '../jsonSchema/SchemaNode';
import { childNode } from '../jsonSchema/childNode';
import { violationAt } from '../jsonSchema/words';
import { isShortNotice, isUnstable, readLifecycle } from './lifecycle';

const KEYWORDS = [
  'discriminator',
  'x-extensible-enum',
  'x-stability-level',
  'x-sunset',
  'deprecated',
  'contentSchema',
];

/**
 * What clashes in two schemas besides the values that they accept: discriminators,
 * open lists of values, the stability and the end that were declared of a member.
 *
 * @param isOld - which of both documents is the earlier version
 * @param todayMs - the day on which a sunset is near, milliseconds since 1970
 */
export function annotationClashes(
  writer: SchemaNode,
  reader: SchemaNode,
  comparer: Comparer,
  isOld: (document: SchemaDocument) => boolean,
  todayMs: number,
): Violation[] {
  const [own, wanted] = [writer, reader].map(node =>
    annotationsOf(node, KEYWORDS),
  );
  if (own.size === 0 && wanted.size === 0) {
    return [];
  }
  const places: [string, string] = [writer.pointer, reader.pointer];
  const found = [
    ...discriminatorClashes(
      own.get('discriminator'),
      wanted.get('discriminator'),
      places,
      comparer,
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
  return [...found, ...lifecycleClashes(before, now, places, todayMs)];
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
  todayMs: number,
): Violation[] {
  const read = (annotations: ReadonlyMap<string, Annotation>) =>
    readLifecycle({
      deprecated: annotations.get('deprecated')?.value,
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
  if (next.deprecated && !old.deprecated && !isUnstable(next)) {
    if (next.sunset === undefined) {
      found.push(
        tell(
          'member-sunset-missing',
          'It is deprecated now, but nothing says until when it can be used (x-sunset).',
        ),
      );
    } else if (isShortNotice(next, todayMs)) {
      found.push(
        tell(
          'member-sunset-too-early',
          `It is deprecated and ends on ${next.sunset}, which leaves too little time to move.`,
        ),
      );
    }
  }
  return found;
}
