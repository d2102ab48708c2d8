import {
  Caller,
  CallerKey,
} from '@tieline/plugin-integrations-common/telemetry';
import { ServiceResolver } from '@tieline/plugin-integrations-node';
import { isIP } from 'net';
import { OTHER_CALLERS, readCallerName } from '../attribution/callerName';
import { INTERNET } from '../attribution/networkAddress';

/** The entity behind a series' consumer: a service, or a consumer group that is named like one. */
export function resolveCaller(
  consumer: string,
  resolver: ServiceResolver,
): string | undefined {
  const key = readCallerName(consumer);
  return key?.kind === 'consumer-group'
    ? resolver.resolve(key.value)
    : resolver.resolve(consumer);
}

/** A series' consumer as the API shows it; nothing where nobody is known. */
export function describeCaller(
  consumer: string,
  resolver: ServiceResolver,
): Pick<Caller, 'consumer' | 'consumerRef' | 'callerKey'> {
  if (!consumer) {
    return {};
  }
  return {
    consumer,
    consumerRef: resolveCaller(consumer, resolver),
    callerKey: keyOf(consumer),
  };
}

/** Undefined for what stands for many. */
function keyOf(consumer: string): CallerKey | undefined {
  if (consumer === INTERNET || consumer === OTHER_CALLERS) {
    return undefined;
  }
  return (
    readCallerName(consumer) ?? {
      kind: isIP(consumer) ? 'address' : 'service',
      value: consumer,
    }
  );
}
