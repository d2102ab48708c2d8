import { IntegrationRow } from '@tieline/plugin-integrations-common/governance';
import { isNeverMeasured } from './filters';

/** The one filter that the list's API does not have: nothing was ever received. */
export function isMatching(
  row: IntegrationRow,
  values: URLSearchParams,
): boolean {
  return !isNeverMeasured(values) || !row.health?.lastSeenAt;
}
