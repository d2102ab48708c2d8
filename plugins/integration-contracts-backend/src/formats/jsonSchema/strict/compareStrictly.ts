import { Violation } from '../../../compatibility/Violation';
import { Budget, DEFAULT_LIMITS, Limits } from '../Budget';
import { CompareOptions } from '../compareSchemas';
import { Json } from '../../../text/Json';
import { SchemaDocument } from '../SchemaDocument';
import { SchemaPart } from '../SchemaNode';
import { differencesBetween } from './compareShapes';
import { LENIENTLY_COMPATIBLE, STRICTLY_COMPATIBLE } from './differenceTypes';
import { Difference } from './Differences';
import { strictShape } from './StrictShape';

/**
 * What Confluent's schema registry finds incompatible: it compares the schemas'
 * keywords one by one and doesn't ask whether a document exists that breaks.
 *
 * @throws TooComplexError where the schemas are beyond the bounds
 * @throws InputError where a reference leads nowhere
 */
export function compareStrictly(
  writer: Json,
  reader: Json,
  policy: 'strict' | 'lenient',
  options: CompareOptions = {},
): Violation[] {
  return violationsOf(
    strictDifferences(writer, reader, policy, options),
    policy,
  );
}

/**
 * The same for schemas that are parts of other texts.
 *
 * @throws TooComplexError where the schemas are beyond the bounds
 * @throws InputError where a reference leads nowhere
 */
export function comparePartsStrictly(
  writer: SchemaPart,
  reader: SchemaPart,
  policy: 'strict' | 'lenient',
  limits: Limits = DEFAULT_LIMITS,
): Violation[] {
  return violationsOf(
    differencesBetween(
      strictShape(writer),
      strictShape(reader),
      compatibleUnder(policy),
      new Budget(limits),
    ),
    policy,
  );
}

function violationsOf(
  differences: readonly Difference[],
  policy: 'strict' | 'lenient',
): Violation[] {
  return differences
    .filter(({ type }) => !compatibleUnder(policy).has(type))
    .map(toViolation);
}

/** All differences between two schemas, the compatible ones too. */
export function strictDifferences(
  writer: Json,
  reader: Json,
  policy: 'strict' | 'lenient',
  options: CompareOptions = {},
): Difference[] {
  const limits = options.limits ?? DEFAULT_LIMITS;
  const [written, read] = [writer, reader].map((root, at) => {
    const budget = new Budget({ ...limits, steps: limits.schemas });
    const name = at === 0 ? 'writer' : 'reader';
    const document = new SchemaDocument(name, root, budget, options);
    return strictShape({ document, pointer: '', schema: root, base: '' });
  });
  return differencesBetween(
    written,
    read,
    compatibleUnder(policy),
    new Budget(limits),
  );
}

function compatibleUnder(policy: 'strict' | 'lenient'): ReadonlySet<string> {
  return policy === 'strict' ? STRICTLY_COMPATIBLE : LENIENTLY_COMPATIBLE;
}

function toViolation(difference: Difference): Violation {
  const { type, writerPointer, readerPointer } = difference;
  const words = type.toLowerCase().replace(/_/g, ' ');
  return {
    ruleId: type,
    severity: 'error',
    writerPointer,
    readerPointer,
    message: `The registry's rules don't allow this change: ${words}.`,
    advice:
      'Keep the old schema here, or publish the change as a new contract that both sides move to.',
  };
}
