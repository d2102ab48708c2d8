import { IntegrationRow } from '@tieline/plugin-integrations-common/governance';
import { CsvRow } from '../shared/downloadCsv';

/** The table's columns with units in their titles. Unmeasured is empty. */
export function toCsvRows(rows: IntegrationRow[]): CsvRow[] {
  return rows.map(({ integration, health, score }) => ({
    status: health?.status ?? 'unknown',
    reason: health?.reasons[0]?.headline,
    since: health?.since,
    integration: integration.entityRef,
    title: integration.title,
    pattern: integration.pattern,
    source: integration.sourceRef,
    targets: integration.targetRefs.join(' '),
    via: integration.viaRefs.join(' '),
    owner: integration.ownerRef,
    system: integration.systemRef,
    criticality: integration.criticality,
    lifecycle: integration.lifecycle,
    'throughput (per minute)': health?.calls?.throughputPerMinute,
    'error rate (0 to 1)': health?.calls?.errorRate,
    'p95 (ms)': health?.calls?.p95Ms,
    'runs arrived today': health?.runs?.arrivedToday,
    'runs expected today': health?.runs?.expectedToday,
    'last run (ms)': health?.runs?.lastRun?.durationMs,
    'questions answered yes': score?.yes,
    'questions that apply': score?.applicable,
    'measured from': health?.calls?.from,
    'measured to': health?.calls?.to,
  }));
}
