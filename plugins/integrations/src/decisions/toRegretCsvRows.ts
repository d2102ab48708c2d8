import { Regret } from '@tieline/plugin-integrations-common/governance';
import { CsvRow } from '../shared/downloadCsv';

/** A row for each assumption that does not hold. */
export function toRegretCsvRows(regrets: Regret[]): CsvRow[] {
  return regrets.flatMap(regret =>
    regret.reasons.map(reason => ({
      integration: regret.integration.entityRef,
      owner: regret.integration.ownerRef,
      decision: regret.decision.title,
      chosen: regret.decision.pattern,
      state: regret.state,
      what: reason.field,
      assumed: reason.assumed,
      observed: reason.observed,
      'observed, lowest': reason.observedLow,
      'observed, highest': reason.observedHigh,
      unit: reason.unit,
      since: reason.since,
      source: reason.source,
      'recommended then': regret.recommendedThen,
      'recommended today': regret.recommendedToday,
      'rank today': regret.rankToday,
      'acknowledged by': regret.acknowledgement?.by,
      note: regret.acknowledgement?.note,
      'decision id': regret.decision.id,
    })),
  );
}
