import { Exemplar, ExemplarReason } from '../series/Exemplar';
import { Judgement } from './CallJudge';

/** The trace of a call, as what shows what happened. */
export function exemplarOf(
  { series, failure = '' }: Judgement,
  reason: ExemplarReason,
  atMs: number,
  durationMs: number,
  { traceId, spanId }: { traceId: string; spanId: string },
): Exemplar {
  const { subject, environment, operation, consumer } = series;
  return {
    subject,
    environment,
    reason,
    traceId,
    spanId,
    atMs,
    durationMs,
    operation,
    consumer,
    failure,
  };
}
