import { Attributes } from '../otlp/model';

/** How a call ended, as health counts it. */
export type Outcome =
  | 'success'
  | 'error'
  /** Refused in a way that counts against health. */
  | 'counting-rejection'
  /** Refused for a mistake of the caller's. */
  | 'other-rejection';

/** Credentials, timeouts and rate limits: trouble between both sides. */
const countingStatuses = new Set([401, 403, 408, 429]);

const grpcNames = [
  'OK',
  'CANCELLED',
  'UNKNOWN',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
  'UNAUTHENTICATED',
];

/** The codes that the RPC conventions count as errors of a server. */
const grpcServerErrors = new Set([
  'UNKNOWN',
  'DEADLINE_EXCEEDED',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
]);

const grpcCountingRejections = new Set([
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'UNAUTHENTICATED',
]);

/** Either attribute name: the present one first, then the one before it. */
export function pick(
  attributes: Attributes,
  ...names: string[]
): string | undefined {
  for (const name of names) {
    const value = attributes.get(name);
    if (value !== undefined && value !== '') {
      return value;
    }
  }
  return undefined;
}

function httpOutcome(status: number, side: 'caller' | 'callee'): Outcome {
  if (status >= 500) {
    return 'error';
  }
  if (status < 400) {
    return 'success';
  }
  // Source: OpenTelemetry HTTP conventions: 4xx is an error for a client only.
  if (side === 'caller') {
    return 'error';
  }
  return countingStatuses.has(status)
    ? 'counting-rejection'
    : 'other-rejection';
}

function grpcOutcome(code: string, side: 'caller' | 'callee'): Outcome {
  const name = /^\d+$/.test(code) ? grpcNames[Number(code)] : code;
  if (name === 'OK' || name === undefined) {
    return 'success';
  }
  if (side === 'caller' || grpcServerErrors.has(name)) {
    return 'error';
  }
  return grpcCountingRejections.has(name)
    ? 'counting-rejection'
    : 'other-rejection';
}

/**
 * How a call ended, from its attributes and, for a span, its status.
 *
 * @param statusCode - OTLP's span status; 0 for a metric
 */
export function outcomeOf(
  attributes: Attributes,
  side: 'caller' | 'callee',
  statusCode: number = 0,
): Outcome {
  const http = pick(
    attributes,
    'http.response.status_code',
    'http.status_code',
  );
  if (http && /^\d{3}$/.test(http)) {
    return httpOutcome(Number(http), side);
  }
  const grpc = pick(
    attributes,
    'rpc.response.status_code',
    'rpc.grpc.status_code',
  );
  if (grpc) {
    return grpcOutcome(grpc, side);
  }
  const failed = statusCode === 2 || attributes.get('error.type');
  return failed ? 'error' : 'success';
}

/** A few words for what went wrong: `503`, `UNAVAILABLE`, `timeout`. */
export function failureOf(attributes: Attributes): string | undefined {
  return pick(
    attributes,
    'http.response.status_code',
    'http.status_code',
    'rpc.response.status_code',
    'rpc.grpc.status_code',
    'error.type',
  );
}
