import { Exemplar as WireExemplar } from '@tieline/plugin-integrations-common/telemetry';
import { Exemplar } from '../series/Exemplar';

/** The wire's shape of a trace, with its address where there is one. */
export function toWireExemplar(
  exemplar: Exemplar,
  linkOf: ((exemplar: Exemplar) => string) | undefined,
): WireExemplar {
  const { reason, traceId, spanId, operation, consumer, failure } = exemplar;
  return {
    reason,
    traceId,
    spanId,
    at: new Date(exemplar.atMs).toISOString(),
    durationMs: Number(exemplar.durationMs.toPrecision(4)),
    operation,
    ...(consumer && { consumer }),
    ...(failure && { failure }),
    ...(linkOf && { url: linkOf(exemplar) }),
  };
}
