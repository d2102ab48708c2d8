import {
  CompatibilityMode,
  CompatibilityPolicy,
} from '@tieline/plugin-integrations-common';
import { firstViolations } from './firstViolations';
import { Verdict, VersionViolation } from './Verdict';
import { Violation } from './Violation';

/**
 * A published version of a contract, as its format reads it.
 *
 * @public
 */
export interface ReadVersion<T> {
  version: string;
  content: T;
}

/**
 * What of the writer's data the reader can't read. No violation: everything that
 * is valid for the writer is valid for the reader.
 *
 * @public
 */
export type Comparison<T> = (
  writer: T,
  reader: T,
  policy: CompatibilityPolicy,
) => Violation[];

/**
 * Judges a next version against the earlier ones.
 *
 * @param compare - the format's comparison
 * @param history - the earlier versions, oldest first
 * @public
 */
export function judge<T>(
  compare: Comparison<T>,
  mode: CompatibilityMode,
  policy: CompatibilityPolicy,
  history: ReadonlyArray<ReadVersion<T>>,
  next: T,
): Verdict {
  const transitive = mode.endsWith('_TRANSITIVE');
  const asked = transitive ? [...history].reverse() : history.slice(-1);
  const backward = mode.startsWith('BACKWARD') || mode.startsWith('FULL');
  const forward = mode.startsWith('FORWARD') || mode.startsWith('FULL');
  const violations = asked.flatMap(({ version, content }) => [
    ...(backward
      ? firstViolations(compare(content, next, policy)).map(found =>
          placed(found, version, 'BACKWARD'),
        )
      : []),
    ...(forward
      ? firstViolations(compare(next, content, policy)).map(found =>
          placed(found, version, 'FORWARD'),
        )
      : []),
  ]);
  const errors = violations.filter(({ severity }) => severity === 'error');
  return {
    compatible: errors.length === 0,
    mode,
    policy,
    ...(errors.length > 0 && { clashingVersion: errors[0].version }),
    violations,
  };
}

function placed(
  violation: Violation,
  version: string,
  direction: 'BACKWARD' | 'FORWARD',
): VersionViolation {
  const { writerPointer, readerPointer, ...rest } = violation;
  const [oldPointer, newPointer] =
    direction === 'BACKWARD'
      ? [writerPointer, readerPointer]
      : [readerPointer, writerPointer];
  return { ...rest, version, direction, oldPointer, newPointer };
}
