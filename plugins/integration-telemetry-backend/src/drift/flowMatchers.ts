import { AttributionIndex, Matcher } from '../attribution/AttributionIndex';
import { flowAttributes } from './flowAttributes';
import { StoredFlow } from './FlowStore';
import { isMessaging } from './isMessaging';

/**
 * Matchers that take what these reports tell of, and as little else as can be
 * said: a report names its ends, but not always the attribute that its path
 * was read from.
 */
export function flowMatchers(flows: readonly StoredFlow[]): Matcher[] {
  const matchers = new Map<string, Matcher>();
  for (const flow of flows) {
    const matcher = { conditions: conditionsOf(flow) };
    if (matcher.conditions.length > 0) {
      matchers.set(JSON.stringify(matcher), matcher);
    }
  }
  return [...matchers.values()];
}

function conditionsOf(flow: StoredFlow): Matcher['conditions'] {
  const { attributes, resource } = flowAttributes(flow);
  const names = isMessaging(flow.protocol)
    ? ['service.name', 'messaging.system', 'messaging.destination.name']
    : ['service.name', 'service.peer.name', 'server.address', 'client.address'];
  const known = names.flatMap(attribute => {
    const value = resource.get(attribute) ?? attributes.get(attribute);
    return value ? [{ attribute, equals: value }] : [];
  });
  // Service and address say the same of the other end: one of them is enough,
  // and the address is there in every report of the caller's.
  const hasAddress = known.some(({ attribute }) =>
    ['server.address', 'client.address'].includes(attribute),
  );
  return known.filter(
    ({ attribute }) => !(hasAddress && attribute === 'service.peer.name'),
  );
}

/** Which of these flows the matchers would take. */
export function takenBy(
  matchers: Matcher[],
  flows: readonly StoredFlow[],
): StoredFlow[] {
  const index = new AttributionIndex([
    { ref: 'integration:default/candidate', matchers },
  ]);
  return flows.filter(flow => {
    const { attributes, resource } = flowAttributes(flow);
    return index.find(attributes, resource) !== undefined;
  });
}
