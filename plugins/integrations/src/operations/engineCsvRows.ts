import { Engine } from '@tieline/plugin-integrations-common/telemetry';
import { CsvRow } from '../shared/downloadCsv';

/** The columns of the table, with units in their titles. */
export function engineCsvRows(engines: Engine[]): CsvRow[] {
  return engines.map(engine => ({
    engine: engine.name,
    address: engine.url,
    state: engine.status,
    'last answer': engine.lastSuccessAt,
    'last failure': engine.lastFailureAt,
    'last error': engine.lastError,
    dialect: engine.spanMetrics?.dialect,
    calls: engine.spanMetrics?.calls,
    durations: engine.spanMetrics?.durations,
    integrations: engine.integrations,
    'undeclared flows': engine.undeclaredFlows,
    services: engine.services,
    'label sets': engine.labelSets,
    'label sets dropped': engine.labelSetsDropped,
    questions: engine.queries,
    'questions failed': engine.failures,
    'answer, median (ms)': engine.medianMs,
    'answer, p95 (ms)': engine.p95Ms,
  }));
}
