import { Incident, Outcome } from '../scenario/behaviour';
import { durationMs, momentMs } from '../scenario/fields';

/** How the incidents of a flow change it at one instant. */
export interface Conditions {
  volumeFactor: number;
  latencyFactor: number;
  /** Instead of the usual outcomes. */
  outcomes?: Outcome[];
}

/** An instant as incidents see it. */
export interface IncidentTime {
  /** After the anchor. */
  offsetMs: number;
  /** 0 to 23, in the scenario's time zone. */
  hour: number;
}

/**
 * What holds for an operation (or a consumer) at an instant. Of several incidents the factors multiply and the last one's outcomes win.
 */
export function conditionsAt(
  incidents: Incident[],
  time: IncidentTime,
  concerns: (incident: Incident) => boolean,
): Conditions {
  const conditions: Conditions = { volumeFactor: 1, latencyFactor: 1 };
  for (const incident of incidents) {
    const effect = effectOf(incident, time);
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
function effectOf(
  incident: Incident,
  { offsetMs, hour }: IncidentTime,
): number {
  const fromMs = incident.from ? momentMs(incident.from) : -Infinity;
  const toMs = incident.to ? momentMs(incident.to) : Infinity;
  if (
    offsetMs < fromMs ||
    offsetMs >= toMs ||
    (incident.hours && !isWithin(incident.hours, hour))
  ) {
    return 0;
  }
  return incident.ramp && incident.from
    ? Math.min(1, (offsetMs - fromMs) / durationMs(incident.ramp))
    : 1;
}

function isWithin(
  { from, to }: { from: number; to: number },
  hour: number,
): boolean {
  return from < to ? hour >= from && hour < to : hour >= from || hour < to;
}

/** Whether an incident with outcomes, latency or volume holds for this operation. */
export function concernsOperation(name: string) {
  return (incident: Incident) =>
    !incident.operations || incident.operations.includes(name);
}
