import {
  CompatibilityMode,
  CompatibilityPolicy,
} from '@tieline/plugin-integrations-common';
import { Violation } from './Violation';

/**
 * A violation together with the earlier version that it was found against.
 *
 * @public
 */
export interface VersionViolation extends Omit<
  Violation,
  'writerPointer' | 'readerPointer'
> {
  /** The earlier version that clashes. */
  version: string;
  /** `BACKWARD`: the next version reads what this one wrote; `FORWARD`: the other way round. */
  direction: 'BACKWARD' | 'FORWARD';
  /** JSON pointer into the earlier version's text. */
  oldPointer: string;
  /** JSON pointer into the next version's text. */
  newPointer: string;
}

/**
 * Whether a next version may follow the earlier ones.
 *
 * @public
 */
export interface Verdict {
  compatible: boolean;
  mode: CompatibilityMode;
  policy: CompatibilityPolicy;
  /** The newest version that clashes; absent where none does. */
  clashingVersion?: string;
  violations: VersionViolation[];
}
