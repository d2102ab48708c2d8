/** Why a trace is worth a look; `seen` shows a flow that nobody declared. */
export type ExemplarReason = 'failed' | 'slow' | 'seen';

/** A trace that shows what a number means. */
export interface Exemplar {
  /** Full reference of an integration, or `flow:` and the flow's id. */
  subject: string;
  environment: string;
  reason: ExemplarReason;
  /** Lower-case hexadecimal. */
  traceId: string;
  spanId: string;
  atMs: number;
  durationMs: number;
  operation: string;
  /** The service that depends on the integration; empty where unknown. */
  consumer: string;
  /** What went wrong; empty where nothing did. */
  failure: string;
}

/** How long one exemplar stands for, and how many are kept. */
interface Slots {
  /** Time in which one exemplar of a subject and reason is kept. */
  widthMs: number;
  /** So many are kept, each until another of its slot comes. */
  count: number;
}

/** A quarter of an hour of an integration's lie beside each other; of a flow three say what it is. */
export const SLOTS: Record<ExemplarReason, Slots> = {
  failed: { widthMs: 45_000, count: 20 },
  slow: { widthMs: 45_000, count: 20 },
  seen: { widthMs: 3_600_000, count: 3 },
};

/** Where an exemplar is kept. */
export function slotOf(exemplar: Exemplar): number {
  return timeSlotOf(exemplar) % SLOTS[exemplar.reason].count;
}

function timeSlotOf({ reason, atMs }: Exemplar): number {
  return Math.floor(atMs / SLOTS[reason].widthMs);
}

/** What exemplars share a place by: the one that tells most stays. */
export function exemplarKey(exemplar: Exemplar): string {
  const { subject, environment, reason } = exemplar;
  return [subject, environment, reason, slotOf(exemplar)].join('\u0001');
}

/** Whether an exemplar takes the place of another: it is of a later time, or of the same and slower. */
export function isTelling(one: Exemplar, other: Exemplar): boolean {
  return timeSlotOf(one) === timeSlotOf(other)
    ? one.durationMs > other.durationMs
    : one.atMs > other.atMs;
}
