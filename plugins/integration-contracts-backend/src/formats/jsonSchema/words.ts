import { Violation } from '../../compatibility/Violation';
import { Facet } from './Facet';
import { MADE } from './SchemaNode';

const ADVICE = {
  keep: 'Keep the old rule, or publish the change as a new contract that both sides move to.',
  widen: 'Only ever loosen this rule for those who read, never tighten it.',
  add: 'Leave the new rule out until everybody who writes keeps to it.',
};

/** A violation of one keyword between two facets. */
export function violation(
  ruleId: string,
  writer: Facet,
  reader: Facet,
  keyword: string,
  message: string,
  advice: keyof typeof ADVICE = 'widen',
): Violation {
  return {
    ruleId,
    severity: 'error',
    writerPointer: placeOf(writer.origins[keyword] ?? writer.at),
    readerPointer: placeOf(reader.origins[keyword] ?? reader.at),
    message,
    advice: ADVICE[advice],
  };
}

/** A violation between two places. */
export function violationAt(
  ruleId: string,
  writerPointer: string,
  readerPointer: string,
  message: string,
  advice: keyof typeof ADVICE = 'keep',
): Violation {
  return {
    ruleId,
    severity: 'error',
    writerPointer: placeOf(writerPointer),
    readerPointer: placeOf(readerPointer),
    message,
    advice: ADVICE[advice],
  };
}

function placeOf(pointer: string): string {
  return pointer.split(MADE)[0];
}

/** A violation of `unevaluatedProperties` or `unevaluatedItems`. */
export function leftOverChanged(
  writerPointer: string,
  readerPointer: string,
): Violation {
  return violationAt(
    'unevaluated-changed',
    writerPointer,
    readerPointer,
    'What the other parts of the schema leave over is restricted in another way than before.',
  );
}
