import { RunCost } from '@tieline/plugin-integrations-common/governance';
import { CsvRow } from '../shared/downloadCsv';

/** A row for each integration. What nobody measured is empty, never 0. */
export function toRunCostCsvRows(costs: RunCost[]): CsvRow[] {
  return costs.map(cost => ({
    integration: cost.integration.entityRef,
    owner: cost.integration.ownerRef,
    system: cost.integration.systemRef,
    pattern: cost.integration.pattern,
    criticality: cost.integration.criticality,
    platforms: cost.integration.viaRefs.join(' '),
    'a month, lowest': cost.perMonth.low,
    'a month, expected': cost.perMonth.expected,
    'a month, highest': cost.perMonth.high,
    'per message, lowest': cost.perMessage?.low,
    'per message, expected': cost.perMessage?.expected,
    'per message, highest': cost.perMessage?.high,
    currency: cost.currency,
    'went over it': cost.calls,
    'measured by': cost.callsSource,
    'not in it': cost.unmeasured.join(', '),
    interventions: cost.interventions.count,
    'minutes by hand': cost.interventions.minutes,
    from: cost.from,
    to: cost.to,
  }));
}
