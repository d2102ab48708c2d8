import { Drill } from '@tieline/plugin-integrations-common/governance';

/** A drill as it is stored. */
export interface StoredDrill extends Pick<
  Drill,
  | 'id'
  | 'failureModeId'
  | 'failureModeTitle'
  | 'state'
  | 'environment'
  | 'from'
  | 'to'
  | 'silenceProblem'
  | 'plan'
  | 'people'
  | 'createdAt'
  | 'createdBy'
  | 'outcome'
  | 'heldAt'
  | 'minutesToRecover'
  | 'artefact'
  | 'notes'
  | 'recordedBy'
  | 'cancelReason'
> {
  /** Full and in lower case. */
  entityRef: string;
  source: 'portal' | 'pipeline';
  /** Whether its window is to silence alarms. */
  isToBeSilenced: boolean;
  /** The window in telemetry that silences them. */
  windowId?: string;
}

/** A drill that somebody plans. */
export type NewDrill = Pick<
  StoredDrill,
  | 'entityRef'
  | 'failureModeId'
  | 'failureModeTitle'
  | 'environment'
  | 'from'
  | 'to'
  | 'isToBeSilenced'
  | 'plan'
  | 'people'
  | 'createdBy'
>;

/** How a drill went. */
export type DrillRecord = Required<
  Pick<StoredDrill, 'outcome' | 'heldAt' | 'notes' | 'recordedBy'>
> &
  Pick<StoredDrill, 'minutesToRecover' | 'artefact'>;

/** A fault test of a pipeline, as a drill. */
export interface FaultTestDrill {
  entityRef: string;
  failureModeId: string;
  failureModeTitle: string;
  environment: string;
  /** ISO 8601 */
  at: string;
  passed: boolean;
  artefact?: string;
  notes: string;
  by: string;
}

/** Where a drill is shown. */
export function drillPage(id: string): string {
  return `/drills?drill=${encodeURIComponent(id)}`;
}
