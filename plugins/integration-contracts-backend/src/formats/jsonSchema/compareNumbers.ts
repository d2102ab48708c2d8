import { Violation } from '../../compatibility/Violation';
import { Bound, NumberFacet } from './Facet';
import { isMultipleOf } from './numbers';
import { firstInteger } from './isSurelyEmptyShape';
import { compareFormats } from './compareFormats';
import { violation } from './words';

/** What the reader's rules for numbers refuse of the writer's. */
export function compareNumbers(
  writer: NumberFacet,
  reader: NumberFacet,
): Violation[] {
  const found: Violation[] = [];
  if (reader.integer && !isWhole(writer)) {
    found.push(
      violation(
        'integer-required',
        writer,
        reader,
        'type',
        'Numbers with a fraction were allowed, now they have to be whole.',
      ),
    );
  }
  for (const [keyword, sign] of [
    ['minimum', 1],
    ['maximum', -1],
  ] as const) {
    const bound = reader[keyword];
    if (bound && !keepsTo(writer, writer[keyword], bound, sign)) {
      const edge = writer[keyword];
      found.push(
        violation(
          `${keyword}-${edge ? 'tightened' : 'added'}`,
          writer,
          reader,
          bound.exclusive ? exclusiveKeyword(keyword) : keyword,
          edge
            ? `The ${keyword} was ${edge.value}, now it is ${bound.value}${bound.exclusive ? ' (exclusive)' : ''}.`
            : `There was no ${keyword}, now it is ${bound.value}.`,
        ),
      );
    }
  }
  for (const divisor of reader.multiplesOf) {
    const kept =
      writer.multiplesOf.some(own => isMultipleOf(own, divisor)) ||
      (writer.integer && isMultipleOf(1, divisor));
    if (!kept) {
      found.push(
        violation(
          'multiple-of-changed',
          writer,
          reader,
          'multipleOf',
          `Numbers now have to be multiples of ${divisor}, which not all of the old ones are.`,
        ),
      );
    }
  }
  found.push(...compareFormats(writer, reader));
  return found;
}

function exclusiveKeyword(keyword: 'minimum' | 'maximum'): string {
  return keyword === 'minimum' ? 'exclusiveMinimum' : 'exclusiveMaximum';
}

function isWhole(facet: NumberFacet): boolean {
  return facet.integer || facet.multiplesOf.some(Number.isInteger);
}

function keepsTo(
  writer: NumberFacet,
  own: Bound | undefined,
  bound: Bound,
  sign: 1 | -1,
): boolean {
  if (!own) {
    return false;
  }
  if (isWhole(writer)) {
    return sign * firstInteger(own, sign) >= sign * firstInteger(bound, sign);
  }
  return own.value === bound.value
    ? own.exclusive || !bound.exclusive
    : sign * own.value > sign * bound.value;
}
