import { Alarm } from '@tieline/plugin-integrations-common/telemetry';
import { CsvRow } from '../shared/downloadCsv';
import { ruleTitle, toldWords } from './alarmWords';

const MINUTE_MS = 60_000;

function usefulWord({ useful }: Alarm): string | undefined {
  if (useful === undefined) {
    return undefined;
  }
  return useful ? 'yes' : 'no';
}

/** Alarms as the log shows them, instants in UTC. */
export function toAlarmCsvRows(alarms: readonly Alarm[]): CsvRow[] {
  return alarms.map(alarm => ({
    Id: alarm.id,
    State: alarm.state,
    Status: alarm.status,
    Kind: alarm.kind,
    Subject: alarm.subject,
    Environment: alarm.environment,
    Rule: ruleTitle(alarm.rule),
    Headline: alarm.headline,
    Owner: alarm.owner,
    Since: alarm.since,
    Cleared: alarm.clearedAt,
    'Lasted, min': alarm.clearedAt
      ? Math.round(
          (Date.parse(alarm.clearedAt) - Date.parse(alarm.since)) / MINUTE_MS,
        )
      : undefined,
    Told: toldWords(alarm),
    'Acknowledged by': alarm.acknowledgedBy,
    'Acknowledged at': alarm.acknowledgedAt,
    'Snoozed until': alarm.snoozedUntil,
    Useful: usefulWord(alarm),
    'Told with': alarm.causeId,
    Victims: alarm.victims?.join(' '),
    Drill: alarm.drill?.label,
  }));
}
