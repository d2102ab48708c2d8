import { Attributes } from '@opentelemetry/api';
import { Outcome } from '../scenario/behaviour';
import { Consumer, MessagingFlow } from '../scenario/flow';

/**
 * The attributes that spans and points of a message share, by the semantic
 * conventions for messaging.
 *
 * @param consumer - who processes it; missing where it is being published
 */
export function messageAttributes(
  flow: MessagingFlow,
  consumer?: Consumer,
  outcome?: Outcome,
): Attributes {
  return {
    'messaging.system': flow.system,
    'messaging.destination.name': flow.destination,
    'messaging.operation.name': consumer ? 'process' : 'publish',
    'messaging.operation.type': consumer ? 'process' : 'send',
    ...(consumer && {
      'messaging.consumer.group.name': consumer.group ?? consumer.service,
    }),
    'server.address': flow.address,
    ...(flow.port && { 'server.port': flow.port }),
    ...(outcome && {
      'error.type': outcome.errorType ?? String(outcome.status ?? '_OTHER'),
    }),
    ...flow.attributes,
  };
}
