import {
  HEALTH_STATUSES,
  HealthStatus,
} from '@tieline/plugin-integrations-common';
import { Alarm, AlarmKind, AlarmLogEntry, AlarmState } from './Alarm';

/** An alarm as its table has it. */
export interface AlarmRow {
  id: string;
  open_key: string | null;
  kind: AlarmKind;
  subject_ref: string | null;
  environment: string;
  rule: string;
  status: HealthStatus;
  rank: number;
  state: AlarmState;
  owner_ref: string | null;
  cause_id: string | null;
  onset_ms: number;
  noticed_ms: number;
  well_since_ms: number | null;
  cleared_ms: number | null;
  acknowledged_ms: number | null;
  acknowledged_by: string | null;
  snoozed_until_ms: number | null;
  snoozed_by: string | null;
  useful: boolean | number | null;
  told_ms: number | null;
  telling_until_ms: number | null;
  details: string;
}

/** A line of the log as its table has it. */
export interface LogRow {
  alarm_id: string;
  at_ms: number;
  event: AlarmLogEntry['event'];
  actor: string | null;
  message: string;
}

/** 0 is worst. */
export function rankOf(status: HealthStatus): number {
  return HEALTH_STATUSES.indexOf(status);
}

export function toRow(alarm: Alarm): Omit<AlarmRow, 'telling_until_ms'> {
  return {
    id: alarm.id,
    open_key: alarm.openKey ?? null,
    kind: alarm.kind,
    subject_ref: alarm.subjectRef ?? null,
    environment: alarm.environment,
    rule: alarm.rule,
    status: alarm.status,
    rank: rankOf(alarm.status),
    state: alarm.state,
    owner_ref: alarm.ownerRef ?? null,
    cause_id: alarm.causeId ?? null,
    onset_ms: alarm.onsetMs,
    noticed_ms: alarm.noticedMs,
    well_since_ms: alarm.wellSinceMs ?? null,
    cleared_ms: alarm.clearedMs ?? null,
    acknowledged_ms: alarm.acknowledgedMs ?? null,
    acknowledged_by: alarm.acknowledgedBy ?? null,
    snoozed_until_ms: alarm.snoozedUntilMs ?? null,
    snoozed_by: alarm.snoozedBy ?? null,
    useful: alarm.useful ?? null,
    told_ms: alarm.toldMs ?? null,
    details: JSON.stringify(alarm.details),
  };
}

export function toAlarm(row: AlarmRow): Alarm {
  return {
    id: row.id,
    openKey: row.open_key ?? undefined,
    kind: row.kind,
    subjectRef: row.subject_ref ?? undefined,
    environment: row.environment,
    rule: row.rule,
    status: row.status,
    state: row.state,
    ownerRef: row.owner_ref ?? undefined,
    causeId: row.cause_id ?? undefined,
    onsetMs: row.onset_ms,
    noticedMs: row.noticed_ms,
    wellSinceMs: row.well_since_ms ?? undefined,
    clearedMs: row.cleared_ms ?? undefined,
    acknowledgedMs: row.acknowledged_ms ?? undefined,
    acknowledgedBy: row.acknowledged_by ?? undefined,
    snoozedUntilMs: row.snoozed_until_ms ?? undefined,
    snoozedBy: row.snoozed_by ?? undefined,
    useful: row.useful === null ? undefined : Boolean(row.useful),
    toldMs: row.told_ms ?? undefined,
    details: JSON.parse(row.details),
  };
}
