import {
  PilotState,
  WriteUp,
} from '@tieline/plugin-integrations-common/governance';
import { StoredInstant, toInstant, toOptionalInstant } from '../database';
import { StoredPilot } from './Pilot';

/** A pilot as its table has it. */
export interface PilotRow {
  id: string;
  entity_ref: string;
  owner_ref: string | null;
  state: PilotState;
  title: string;
  reason: string;
  facets: string;
  checks: string;
  before: string;
  after: string | null;
  points: string | null;
  until_day: string | null;
  started_at: StoredInstant;
  started_by: string;
  ended_at: StoredInstant | null;
  ended_by: string | null;
  stop_reason: string | null;
  outcome: WriteUp['outcome'] | null;
  write_up: string | null;
  written_by: string | null;
  written_at: StoredInstant | null;
}

/** What a search looks through. */
export function searchTextOf(...texts: string[]): string {
  return texts.join('\n').toLocaleLowerCase('en-US');
}

/** The columns of a write-up. */
export function toWritten(
  pilot: StoredPilot,
  { outcome, text }: WriteUp,
  by: string,
  at: Date,
) {
  return {
    outcome,
    write_up: text,
    written_by: by,
    written_at: at,
    search_text: searchTextOf(pilot.title, text),
  };
}

export function toPilot(row: PilotRow): StoredPilot {
  return {
    id: row.id,
    state: row.state,
    title: row.title,
    reason: row.reason,
    integration: JSON.parse(row.facets),
    ownerRef: row.owner_ref ?? undefined,
    checkIds: JSON.parse(row.checks),
    until: row.until_day ?? undefined,
    startedAt: toInstant(row.started_at),
    startedBy: row.started_by,
    endedAt: toOptionalInstant(row.ended_at),
    endedBy: row.ended_by ?? undefined,
    stopReason: row.stop_reason ?? undefined,
    before: JSON.parse(row.before),
    after: row.after ? JSON.parse(row.after) : undefined,
    points: row.points ? JSON.parse(row.points) : undefined,
    writeUp:
      row.outcome && row.write_up && row.written_by && row.written_at
        ? {
            outcome: row.outcome,
            text: row.write_up,
            by: row.written_by,
            at: toInstant(row.written_at),
          }
        : undefined,
  };
}
