import { Violation } from '../../compatibility/Violation';
import { Bound, NumberFacet } from './Facet';
import { isMultipleOf } from './numbers';
import { firstMultiple, stepOf } from './isSurelyEmptyShape';
import { compareFormats } from './compareFormats';
import { violation } from './words';

/** What the reader's rules for numbers refuse of the writer's. */
export function compareNumbers(
  writer: NumberFacet,
  reader: NumberFacet,
): Violation[] {
  const found: Violation[] = [];
  const step = stepOf(writer);
  const isWhole = step !== undefined && Number.isInteger(step);
  if (reader.integer && !isWhole) {
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
    if (bound && !keepsTo(step, writer[keyword], bound, sign)) {
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
      (step !== undefined && isMultipleOf(step, divisor));
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

function keepsTo(
  step: number | undefined,
  own: Bound | undefined,
  bound: Bound,
  sign: 1 | -1,
): boolean {
  if (!own) {
    return false;
  }
  const edge =
    step === undefined
      ? own
      : { value: firstMultiple(own, step, sign), exclusive: false };
  return edge.value === bound.value
    ? edge.exclusive || !bound.exclusive
    : sign * edge.value > sign * bound.value;
}
