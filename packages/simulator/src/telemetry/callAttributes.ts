import { Attributes } from '@opentelemetry/api';
import { Outcome } from '../scenario/behaviour';
import { CallFlow, Operation } from '../scenario/flow';

/** Who of the two reports a call. */
export type CallSide = 'client' | 'server';

/** gRPC's codes that are the called side's fault, by the semantic conventions for gRPC. */
const serverFaults = new Set([
  'UNKNOWN',
  'DEADLINE_EXCEEDED',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
]);

/** What the called side answers where a scenario names only the kind of error. */
const statusOfUnexplainedError = 500;

/**
 * Whether the called side knows of a call: where a caller names an error but
 * no answer (a timeout, a refused connection), it got none.
 */
export function isSeenBy(
  side: CallSide,
  flow: CallFlow,
  outcome?: Outcome,
): boolean {
  return (
    side === 'client' ||
    flow.protocol === 'rpc' ||
    !outcome ||
    outcome.status !== undefined ||
    !flow.reportedBy.includes('client')
  );
}

/**
 * The attributes that spans and points of a call share, by the semantic
 * conventions for HTTP and RPC (1.36 and later for RPC's names).
 */
export function callAttributes(
  flow: CallFlow,
  operation: Operation,
  side: CallSide,
  outcome?: Outcome,
): Attributes {
  return {
    ...(flow.protocol === 'http'
      ? httpAttributes(flow, operation, side, outcome)
      : rpcAttributes(flow, operation, side, outcome)),
    'server.address': flow.address,
    ...(flow.port && { 'server.port': flow.port }),
    ...peer(flow, side),
    ...flow.attributes,
    ...operation.attributes,
  };
}

/** Whether a call counts as failed for who reports it. */
export function isError(attributes: Attributes): boolean {
  return attributes['error.type'] !== undefined;
}

function httpAttributes(
  flow: Extract<CallFlow, { protocol: 'http' }>,
  operation: Operation,
  side: CallSide,
  outcome?: Outcome,
): Attributes {
  const method = operation.method ?? 'GET';
  const answered =
    side === 'server' && outcome
      ? (outcome.status ?? statusOfUnexplainedError)
      : outcome?.status;
  const status = outcome ? answered : goodStatus(method);
  const failed = outcome && (side === 'client' || (status ?? 0) >= 500);
  return {
    'http.request.method': method,
    'url.scheme': flow.scheme,
    [side === 'client' ? 'url.template' : 'http.route']: operation.route,
    ...(status && { 'http.response.status_code': status }),
    ...(failed && {
      'error.type': outcome.errorType ?? String(status),
    }),
  };
}

function goodStatus(method: string): number {
  return method === 'POST' ? 201 : 200;
}

function rpcAttributes(
  flow: Extract<CallFlow, { protocol: 'rpc' }>,
  operation: Operation,
  side: CallSide,
  outcome?: Outcome,
): Attributes {
  const code = outcome ? (outcome.errorType ?? 'UNKNOWN') : 'OK';
  const failed = outcome && (side === 'client' || serverFaults.has(code));
  return {
    'rpc.system.name': flow.system,
    'rpc.method': operation.rpcMethod,
    'rpc.response.status_code': code,
    ...(failed && { 'error.type': code }),
  };
}

function peer(flow: CallFlow, side: CallSide): Attributes {
  if (side === 'client') {
    return { 'service.peer.name': flow.to };
  }
  return {
    ...(flow.from && { 'service.peer.name': flow.from }),
    ...(flow.clientAddress && { 'client.address': flow.clientAddress }),
  };
}
