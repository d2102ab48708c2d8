import {
  EndingConsumer,
  EndingSummary,
} from '@tieline/plugin-integrations-common/contracts';
import { CsvRow } from '../shared/downloadCsv';

function endingColumns(ending: EndingSummary): CsvRow {
  const { forecast, verdict } = ending;
  return {
    ends: ending.title,
    kind: ending.subject.kind,
    status: ending.status,
    provider: ending.ownerRef,
    'active since': ending.activeSince,
    'deprecated since': ending.announcedAt,
    sunset: ending.sunsetAt,
    'over since': ending.overAt,
    replacement: ending.replacementTitle,
    forecast: forecast.outcome,
    'last leaves': forecast.lastAt,
    'last leaves from': forecast.fromAt,
    'last leaves until': forecast.untilAt,
    confidence: forecast.confidence,
    'days past sunset': forecast.daysPastSunset,
    'safe to retire': verdict.answer,
    because: verdict.sentence,
    'usage read': ending.usageReadAt,
    'consumers that you may not see': ending.hiddenConsumers,
  };
}

function consumerColumns(consumer: EndingConsumer | undefined): CsvRow {
  return {
    consumer: consumer?.name,
    'consumer owner': consumer?.ownerRef,
    'consumer kind': consumer?.kind,
    'consumer state': consumer?.state,
    'declared version': consumer?.declaredVersion,
    'first seen': consumer?.firstSeenAt,
    'last seen': consumer?.lastSeenAt,
    'calls a day': consumer?.callsPerDay,
    'runs at least every (days)': consumer?.cadenceDays,
    'told last': consumer?.lastToldAt,
    reminders: consumer?.reminders,
    acknowledged: consumer?.acknowledgedAt,
    moves: consumer?.movesAt,
    'more time': consumer?.extension?.state,
    'more time until': consumer?.extension?.until,
  };
}

/** A row for each consumer of each ending; an ending without any has one, too. */
export function toEndingCsvRows(endings: EndingSummary[]): CsvRow[] {
  return endings.flatMap(ending =>
    (ending.consumers.length ? ending.consumers : [undefined]).map(
      consumer => ({
        ...endingColumns(ending),
        ...consumerColumns(consumer),
      }),
    ),
  );
}
