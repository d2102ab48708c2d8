import { Reconsideration } from '@tieline/plugin-integrations-common/governance';
import { CsvRow } from '../shared/downloadCsv';
import { comparisonOf } from './decisionWords';

/** A row for each integration that was compared; what nobody knows is empty. */
export function toReconsiderationCsvRows(
  items: Reconsideration[],
  currency: string,
): CsvRow[] {
  return items.map(one => ({
    integration: one.integration.entityRef,
    owner: one.integration.ownerRef,
    system: one.integration.systemRef,
    criticality: one.integration.criticality,
    comparison: comparisonOf(one),
    'pattern today': one.pattern,
    recommended: one.recommended,
    'rank of today’s pattern': one.rank,
    reason: one.reason,
    currency,
    'today, three years': one.costToday?.expected,
    'recommended, three years': one.costRecommended?.expected,
    'moving, once': one.costOfMoving?.expected,
    'difference, lowest': one.difference?.low,
    'difference, expected': one.difference?.expected,
    'difference, highest': one.difference?.high,
    warnings: one.warnings.map(({ title }) => title).join('; '),
    'not known': one.missing.join(' '),
    'decision id': one.decisionId,
    'compared at': one.comparedAt,
  }));
}
