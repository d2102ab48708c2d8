import {
  CallerKey,
  DriftItem,
} from '@tieline/plugin-integrations-common/telemetry';
import { UndeclaredUse } from './joinConsumers';

/** Where what ends is served. */
export interface ServedAddress {
  /** As an Integration declares it: a URL, or `host:port/topic`. */
  address: string;
}

/**
 * Undeclared flows that go where what ends is served. Where an address has its
 * version in the path, the one that ends is next to those that are declared;
 * elsewhere any of them may be its use.
 *
 * @param version - that ends
 */
export function undeclaredUses(
  flows: readonly DriftItem[],
  served: readonly ServedAddress[],
  version: string,
  ownerOf: (entityRef: string) => string | undefined,
): UndeclaredUse[] {
  const places = served.flatMap(
    ({ address }) => placeOf(address, version) ?? [],
  );
  return flows
    .filter(flow => places.some(place => isAt(flow, place)))
    .map(flow => {
      const name = flow.source?.name ?? 'Somebody';
      const entityRef = flow.source?.entityRef;
      return {
        key: `undeclared ${name}`,
        name,
        entityRef,
        ownerRef: entityRef && ownerOf(entityRef),
        callerKey: entityRef ? undefined : callerKeyOf(flow.source),
        firstSeenMs: Date.parse(flow.firstSeenAt),
        lastSeenMs: Date.parse(flow.lastSeenAt),
        callsPerDay: flow.callsLastDay,
      };
    })
    .filter(
      // One may reach several addresses.
      ({ key }, at, all) => all.findIndex(one => one.key === key) === at,
    );
}

/** What telemetry calls all public addresses: nobody is known by it. */
const INTERNET = 'internet';

function callerKeyOf(source: DriftItem['source']): CallerKey | undefined {
  if (!source || source.name === INTERNET) {
    return undefined;
  }
  return {
    kind: source.service ? 'service' : 'address',
    value: source.name,
  };
}

interface Place {
  host: string;
  /** Of a URL, what its version is told by, such as `/v1`; of a topic, all of it. */
  path: string;
}

const VERSION_SEGMENT = /^\/v\d+(?=\/|$)/i;

function placeOf(address: string, version: string): Place | undefined {
  const parts = /^(?:[a-z][a-z0-9+.-]*:\/\/)?([^/?#]+)(\/[^?#]*)?/i.exec(
    address.trim(),
  );
  if (!parts) {
    return undefined;
  }
  const [, host, path = '/'] = parts;
  const major = /^v?(\d+)(?:\.|$)/i.exec(version)?.[1];
  return {
    host: hostOf(host),
    path: VERSION_SEGMENT.test(path) && major ? `/v${major}` : path,
  };
}

function isAt({ target, destination = '' }: DriftItem, place: Place): boolean {
  const hosts = [target?.address, target?.name].flatMap(name =>
    name ? [hostOf(name)] : [],
  );
  if (!hosts.includes(place.host)) {
    return false;
  }
  // Such as `GET /v1/orders/{id}`, or a topic.
  const path = destination.replace(/^[A-Z]+ /, '');
  const wanted = place.path.replace(/\/$/, '');
  const rooted = path.startsWith('/') ? path : `/${path}`;
  return rooted === wanted || rooted.startsWith(`${wanted}/`);
}

/** Without its port, in lower case. */
function hostOf(name: string): string {
  return name.replace(/:\d+$/, '').toLocaleLowerCase('en-US');
}
