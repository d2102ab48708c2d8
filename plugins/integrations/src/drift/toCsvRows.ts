import { DriftItem } from '@tieline/plugin-integrations-common/telemetry';
import { CsvRow } from '../shared/downloadCsv';

/** The table's columns with units in their titles. Unmeasured is empty. */
export function toCsvRows(items: DriftItem[]): CsvRow[] {
  return items.map(item => ({
    kind: item.kind,
    difference: item.headline,
    environment: item.environment,
    integration: item.integrationRef,
    from: item.source?.entityRef ?? item.source?.name,
    to: item.target?.entityRef ?? item.target?.name,
    address: item.target?.address,
    protocol: item.protocol,
    destination: item.destination,
    observed: item.mismatch?.observed,
    declared: item.mismatch?.declared.join(' '),
    'calls in the last 24 h': item.callsLastDay,
    'error rate (0 to 1)': item.errorRate,
    'first seen': item.firstSeenAt,
    'last seen': item.lastSeenAt,
    'dismissed by': item.dismissal?.by,
    'dismissed because': item.dismissal?.reason,
    'dismissed until': item.dismissal?.expiresAt,
    id: item.id,
  }));
}
