import { HealthStatus } from '@tieline/plugin-integrations-common';
import {
  AlarmWithLog,
  HealthReason,
} from '@tieline/plugin-integrations-common/telemetry';
import { DrillLabel } from './MaintenanceStore';

/**
 * `own` is of one integration, `cause` of what several depend on, `drift` of
 * new flows that nobody declared, `external` somebody else's.
 */
export type AlarmKind = 'own' | 'cause' | 'drift' | 'external';

/** Pending alarms may still turn out to be nothing, or another alarm's victim. */
export type AlarmState = 'pending' | 'open' | 'cleared';

/** Who was told of an alarm, and how it went. */
export type Told = AlarmWithLog['told'][number];

/** What is shown of an alarm and nothing is found by. */
export interface AlarmDetails {
  headline: string;
  detail?: string;
  reasons: HealthReason[];
  runbook?: { title?: string; url: string };
  /** Integrations that the cause takes down, worst first. */
  victims?: string[];
  told: Told[];
  /** Why nobody was told. */
  untold?: string;
  note?: string;
  usefulComment?: string;
  /** Of an alarm of new flows. */
  drift?: AlarmDrift;
  /** The drill in which it began. */
  drill?: DrillLabel;
  /** Of an external alarm: who sent it, and where it is at home. */
  external?: { source: string; url?: string };
}

/** Undeclared flows that an alarm is of. */
export interface AlarmDrift {
  /** Environment, caller and called: what joins has the same. */
  ends: string;
  /** All reports of them: what it is known by from round to round. */
  flowIds: string[];
  /** Both ends, and the systems that they are part of. */
  entityRefs: string[];
  /** All of them began in a time that was sent afterwards as history. */
  isReplayed: boolean;
  /** Oldest first; of very many the oldest. */
  flows: AlarmFlow[];
}

/** A flow as an alarm tells of it. */
export type AlarmFlow = NonNullable<AlarmWithLog['flows']>[number];

/** An alarm as the store has it. */
export interface Alarm {
  id: string;
  /** Undefined once it is over. */
  openKey?: string;
  kind: AlarmKind;
  /** Full reference; undefined where an external alarm names nothing that is known. */
  subjectRef?: string;
  environment: string;
  /** Code of the worst reason. */
  rule: string;
  status: HealthStatus;
  state: AlarmState;
  ownerRef?: string;
  causeId?: string;
  onsetMs: number;
  noticedMs: number;
  wellSinceMs?: number;
  clearedMs?: number;
  acknowledgedMs?: number;
  acknowledgedBy?: string;
  snoozedUntilMs?: number;
  snoozedBy?: string;
  useful?: boolean;
  toldMs?: number;
  details: AlarmDetails;
}

/** What became of an alarm. */
export type AlarmLogEntry = AlarmWithLog['log'][number];
