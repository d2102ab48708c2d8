/** Why a trace is worth a look. */
export type ExemplarReason = 'failed' | 'slow';

/** A trace that shows what a number means. */
export interface Exemplar {
  /** Full reference of an integration. */
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

/** Time in which one exemplar of an integration and reason is kept. */
const SLOT_MS = 45_000;

/** So many are kept, each until another of its slot comes. */
export const SLOTS = 20;

/** Where an exemplar is kept: a quarter of an hour's lie beside each other. */
export function slotOf({ atMs }: Exemplar): number {
  return Math.floor(atMs / SLOT_MS) % SLOTS;
}

/** What exemplars share a place by: the one that tells most stays. */
export function exemplarKey(exemplar: Exemplar): string {
  const { subject, environment, reason } = exemplar;
  return [subject, environment, reason, slotOf(exemplar)].join('\u0001');
}

/** Whether an exemplar takes the place of another: it is of a later time, or of the same and slower. */
export function isTelling(one: Exemplar, other: Exemplar): boolean {
  const slots = (exemplar: Exemplar) => Math.floor(exemplar.atMs / SLOT_MS);
  return slots(one) === slots(other)
    ? one.durationMs > other.durationMs
    : one.atMs > other.atMs;
}
