import { Incident, Outcome } from '../scenario/behaviour';
import { durationMs, momentMs } from '../scenario/fields';

/** How the incidents of a flow change it at one instant. */
export interface Conditions {
  volumeFactor: number;
  latencyFactor: number;
  /** Instead of the usual outcomes. */
  outcomes?: Outcome[];
}

/**
 * What holds for an operation (or a consumer) `offsetMs` after the anchor.
 * Of several incidents the factors multiply and the last one's outcomes win.
 */
export function conditionsAt(
  incidents: Incident[],
  offsetMs: number,
  concerns: (incident: Incident) => boolean,
): Conditions {
  const conditions: Conditions = { volumeFactor: 1, latencyFactor: 1 };
  for (const incident of incidents) {
    const effect = effectOf(incident, offsetMs);
    if (effect > 0 && concerns(incident)) {
      conditions.volumeFactor *= 1 + (incident.volumeFactor - 1) * effect;
      conditions.latencyFactor *= 1 + (incident.latencyFactor - 1) * effect;
      conditions.outcomes =
        incident.outcomes?.map(outcome => ({
          ...outcome,
          share: outcome.share * effect,
        })) ?? conditions.outcomes;
    }
  }
  return conditions;
}

/** From 0, the incident doesn't hold, to 1, it holds fully. */
function effectOf(incident: Incident, offsetMs: number): number {
  const fromMs = incident.from ? momentMs(incident.from) : -Infinity;
  const toMs = incident.to ? momentMs(incident.to) : Infinity;
  if (offsetMs < fromMs || offsetMs >= toMs) {
    return 0;
  }
  return incident.ramp && incident.from
    ? Math.min(1, (offsetMs - fromMs) / durationMs(incident.ramp))
    : 1;
}

/** Whether an incident with outcomes, latency or volume holds for this operation. */
export function concernsOperation(name: string) {
  return (incident: Incident) =>
    !incident.operations || incident.operations.includes(name);
}
