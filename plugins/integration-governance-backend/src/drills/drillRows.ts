import { StoredInstant, toInstant, toOptionalInstant } from '../database';
import { StoredDrill } from './Drill';

/** A drill as its table has it. */
export interface DrillRow {
  id: string;
  entity_ref: string;
  failure_mode_id: string;
  failure_mode_title: string;
  state: StoredDrill['state'];
  environment: string;
  from_at: StoredInstant;
  to_at: StoredInstant;
  is_to_be_silenced: boolean | number;
  window_id: string | null;
  silence_problem: string | null;
  plan: string | null;
  people: string;
  created_at: StoredInstant;
  created_by: string;
  source: StoredDrill['source'];
  outcome: NonNullable<StoredDrill['outcome']> | null;
  held_at: StoredInstant | null;
  minutes_to_recover: number | null;
  artefact: string | null;
  notes: string | null;
  recorded_by: string | null;
  cancel_reason: string | null;
}

export function toDrill(row: DrillRow): StoredDrill {
  return {
    id: row.id,
    entityRef: row.entity_ref,
    failureModeId: row.failure_mode_id,
    failureModeTitle: row.failure_mode_title,
    state: row.state,
    environment: row.environment,
    from: toInstant(row.from_at),
    to: toInstant(row.to_at),
    isToBeSilenced: Boolean(row.is_to_be_silenced),
    windowId: row.window_id ?? undefined,
    silenceProblem:
      row.state === 'planned' ? (row.silence_problem ?? undefined) : undefined,
    plan: row.plan ?? undefined,
    people: JSON.parse(row.people),
    createdAt: toInstant(row.created_at),
    createdBy: row.created_by,
    source: row.source,
    outcome: row.outcome ?? undefined,
    heldAt: toOptionalInstant(row.held_at),
    minutesToRecover: row.minutes_to_recover ?? undefined,
    artefact: row.artefact ?? undefined,
    notes: row.notes ?? undefined,
    recordedBy: row.recorded_by ?? undefined,
    cancelReason: row.cancel_reason ?? undefined,
  };
}
