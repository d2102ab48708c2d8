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

/** The same codes as Connect spells them, and by their numbers. */
function rpcName(code: string): string {
  if (/^\d{1,2}$/.test(code)) {
    return grpcNames[Number(code)] ?? code;
  }
  const name = code.toLocaleUpperCase('en-US');
  return name === 'CANCELED' ? 'CANCELLED' : name;
}

function rpcOutcome(name: string, side: 'caller' | 'callee'): Outcome {
  if (name === 'OK') {
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
 * Source: https://www.jsonrpc.org/specification, "Error object": the caller's
 * mistakes have codes of their own, all others are the callee's.
 */
const jsonRpcMistakes = new Set(['-32700', '-32600', '-32601', '-32602']);

function jsonRpcOutcome(code: string, side: 'caller' | 'callee'): Outcome {
  return side === 'callee' && jsonRpcMistakes.has(code)
    ? 'other-rejection'
    : 'error';
}

function httpStatusOf(attributes: Attributes): number | undefined {
  const status = pick(
    attributes,
    'http.response.status_code',
    'http.status_code',
  );
  return status && /^[1-5]\d\d$/.test(status) ? Number(status) : undefined;
}

/** The code of an RPC by its name, current attribute first. */
function rpcCodeOf(attributes: Attributes): string | undefined {
  const code = pick(
    attributes,
    'rpc.response.status_code',
    'rpc.grpc.status_code',
    'rpc.connect_rpc.error_code',
  );
  return code && rpcName(code);
}

/** `0` is what some senders write where there was no error. */
function jsonRpcCodeOf(attributes: Attributes): string | undefined {
  const code =
    pick(attributes, 'rpc.jsonrpc.error_code') ??
    pick(attributes, 'rpc.response.status_code');
  return code && /^-\d+$/.test(code) ? code : undefined;
}

/**
 * How a call ended, from its attributes and, for a span, its status. A code
 * that tells of an error counts even where the status says that all is well.
 *
 * @param statusCode - OTLP's span status; 0 for a metric
 */
export function outcomeOf(
  attributes: Attributes,
  side: 'caller' | 'callee',
  statusCode: number = 0,
): Outcome {
  const status = httpStatusOf(attributes);
  const http = status ? httpOutcome(status, side) : 'success';
  if (http !== 'success') {
    return http;
  }
  const jsonRpc = jsonRpcCodeOf(attributes);
  if (jsonRpc) {
    return jsonRpcOutcome(jsonRpc, side);
  }
  const code = rpcCodeOf(attributes);
  const rpc = code ? rpcOutcome(code, side) : 'success';
  if (rpc !== 'success') {
    return rpc;
  }
  // An answer may arrive well and still be lost, cut off or unreadable.
  const failed = statusCode === 2 || pick(attributes, 'error.type');
  return failed ? 'error' : 'success';
}

/** A few words for what went wrong: `503`, `UNAVAILABLE`, `timeout`. */
export function failureOf(attributes: Attributes): string | undefined {
  const status = httpStatusOf(attributes);
  if (status && status >= 400) {
    return String(status);
  }
  const code = jsonRpcCodeOf(attributes) ?? rpcCodeOf(attributes);
  return code && code !== 'OK' ? code : pick(attributes, 'error.type');
}
