import {
  OutcomeWaiver,
  WaiverState,
} from '@tieline/plugin-integrations-common/governance';

/** An exception to a check, as it is stored. */
export interface StoredWaiver {
  id: string;
  entityRef: string;
  checkId: string;
  /** What somebody did last; expiry comes with the day. */
  decided: Exclude<WaiverState, 'expired'>;
  reason: string;
  /** ISO 8601 day: the last one, in UTC. */
  until: string;
  askedBy: string;
  askedAt: string;
  decidedBy?: string;
  decidedAt?: string;
  decisionReason?: string;
  /** When it was withdrawn, or another took over. */
  endedAt?: string;
  renews?: string;
  renewedBy?: string;
}

/** Where a waiver stands at a time. */
export function stateOf(waiver: StoredWaiver, now: Date): WaiverState {
  const { decided, until, endedAt } = waiver;
  const isOver = until < dayOf(now) || endedAt !== undefined;
  return isOver && (decided === 'asked' || decided === 'approved')
    ? 'expired'
    : decided;
}

export function toOutcomeWaiver(
  waiver: StoredWaiver,
  now: Date,
): OutcomeWaiver {
  return {
    id: waiver.id,
    state: stateOf(waiver, now),
    until: waiver.until,
  };
}

/** The day of an instant in UTC, ISO 8601. */
export function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}
