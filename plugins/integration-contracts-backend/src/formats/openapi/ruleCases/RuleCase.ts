import { CompatibilityPolicy } from '@tieline/plugin-integrations-common';
import { JsonObject } from '../../../text/Json';

/** A pair of descriptions that shows one rule. */
export interface RuleCase {
  /** What changes, in words. */
  title: string;
  /** The rule that is told; absent where nothing clashes. */
  rule?: string;
  /** oasdiff's ids of the change that this case shows. */
  catalogueIds?: readonly string[];
  old: JsonObject;
  new: JsonObject;
  /** Whether the change is an error. */
  breaks: boolean;
  direction: 'request' | 'response' | 'none';
  /** `semantic`, where absent. */
  policy?: CompatibilityPolicy;
}
