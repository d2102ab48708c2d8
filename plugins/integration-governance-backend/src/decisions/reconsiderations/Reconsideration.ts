import { Pattern } from '@tieline/plugin-integrations-common';
import { Comparison } from '../Recommender';

/** What the matrix says today of a pattern that is built. */
export type ReconsiderationState =
  'same' | 'near-tie' | 'different' | 'unknown';

/** An integration as it was compared last. */
export interface StoredReconsideration {
  entityRef: string;
  /** How it was built then. */
  pattern: Pattern;
  /** By which it was compared. */
  matrixVersion: string;
  /** Fields of the profile that nobody knows. */
  missing: string[];
  /** Missing where too little is known. */
  comparison?: Comparison;
  /** ISO 8601. */
  comparedAt: string;
}

export function stateOf({
  comparison,
}: Pick<StoredReconsideration, 'comparison'>): ReconsiderationState {
  if (!comparison) {
    return 'unknown';
  }
  if (comparison.rank === 1) {
    return 'same';
  }
  return comparison.isNearTie ? 'near-tie' : 'different';
}
