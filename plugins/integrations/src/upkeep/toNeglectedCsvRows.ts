import { NeglectedIntegration } from '@tieline/plugin-integrations-common/governance';
import { CsvRow } from '../shared/downloadCsv';

/** A row for each integration; what is not known is an empty field. */
export function toNeglectedCsvRows(items: NeglectedIntegration[]): CsvRow[] {
  return items.map(item => ({
    integration: item.integration.entityRef,
    owner: item.integration.ownerRef,
    criticality: item.integration.criticality,
    'throughput per minute': item.throughputPerMinute,
    'last deployment': item.lastDeploymentAt,
    'last review': item.lastReviewAt,
    'last by its owner': item.lastOwnerActivityAt,
    'days since': item.sinceDays,
  }));
}
