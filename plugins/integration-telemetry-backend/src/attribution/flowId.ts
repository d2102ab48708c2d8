import { createHash } from 'crypto';
import { ObservedFlow } from '../series/SeriesBatch';
import { DescribedCall } from './describeCall';

/** Telemetry's shape of a subject that is a flow. */
export const FLOW_PREFIX = 'flow:';

/**
 * The undeclared flow that a call belongs to; undefined where one of its ends
 * is not known, since nobody could act on it.
 */
export function flowOf(
  call: DescribedCall,
  environment: string,
): ObservedFlow | undefined {
  const { source, target, protocol, destination, side } = call;
  if (!source || !target) {
    return undefined;
  }
  const identity = [
    environment,
    side,
    source.namespace ?? '',
    source.name,
    target.namespace ?? '',
    target.name,
    protocol,
    destination,
  ].join('\u0001');
  const id = createHash('sha256').update(identity).digest('hex').slice(0, 32);
  return { id, environment, side, source, target, protocol, destination };
}
