/** So many integrations; the number that an organisation's whole landscape has, seldom more. */
export const INTEGRATIONS = 5_000;

const domains =
  'orders payments stock pricing returns shipping invoices customers loyalty catalogue search reviews suppliers planning finance tax fraud identity messaging reports claims contracts billing facilities'.split(
    ' ',
  );
const roles =
  'api web worker gateway sync importer exporter scheduler core events batch bridge edge portal adapter store'.split(
    ' ',
  );
const things =
  'orders payments items prices refunds parcels invoices accounts points products'.split(
    ' ',
  );

/** Services are `DOMAIN-ROLE`, with the domain as their namespace. */
export const services = domains.flatMap(domain =>
  roles.map(role => ({ name: `${domain}-${role}`, namespace: domain })),
);

/** Which service the integration's target is, where it is one of ours: most call a partner outside. */
function targetOf(source, nth) {
  return nth % 6 === 0
    ? services[(source + 1 + nth * 29) % services.length]
    : undefined;
}

function operationsOf(number) {
  const thing = things[number % things.length];
  const all = [
    { method: 'GET', path: id => `/v1/${thing}/${id}` },
    { method: 'POST', path: id => `/v1/${thing}/${id}/changes` },
    { method: 'PUT', path: id => `/v1/${thing}/${id}/state` },
  ];
  return all.slice(0, 1 + (number % 3));
}

/**
 * One integration: who calls whom, what its spans look like, and the matchers that tell them. Each service has thirteen
 * (some fourteen): most are HTTP; one publishes messages, one calls by gRPC, one shares its host with others and is
 * told by the start of its URL.
 */
function createIntegration(number) {
  const sourceIndex = number % services.length;
  const nth = Math.floor(number / services.length);
  const source = services[sourceIndex];
  const target = targetOf(sourceIndex, nth);
  const name = `${source.name}-${nth}`;
  const address = target
    ? `${target.name}.${target.namespace}.svc.cluster.local`
    : `api.partner-${sourceIndex * 14 + nth}.example`;
  const fromSource = { attribute: 'service.name', equals: source.name };
  const base = { name, source, target, operations: operationsOf(number) };
  switch (nth) {
    case 10: {
      const shared = `gateway.partner-${sourceIndex}.example`;
      return {
        ...base,
        protocol: 'http',
        target: undefined,
        address: shared,
        conditions: [
          fromSource,
          { attribute: 'server.address', equals: shared },
          { attribute: 'url.full', prefix: `https://${shared}/v1/` },
        ],
      };
    }
    case 11:
      return {
        ...base,
        protocol: 'grpc',
        address,
        rpcService: `${source.namespace}.v1.${source.name.replaceAll('-', '_')}`,
        conditions: [
          {
            attribute: 'rpc.service',
            equals: `${source.namespace}.v1.${source.name.replaceAll('-', '_')}`,
          },
        ],
      };
    case 12:
      return {
        ...base,
        protocol: 'kafka',
        address: 'kafka-bootstrap.messaging.svc.cluster.local',
        topic: `${source.namespace}.${source.name}.changed`,
        conditions: [
          {
            attribute: 'messaging.destination.name',
            equals: `${source.namespace}.${source.name}.changed`,
          },
        ],
      };
    default:
      return {
        ...base,
        protocol: 'http',
        address,
        conditions: [
          fromSource,
          { attribute: 'server.address', equals: address },
        ],
      };
  }
}

/** All integrations, always the same. */
export function createFleet() {
  return Array.from({ length: INTEGRATIONS }, (_, number) =>
    createIntegration(number),
  );
}

/** The fleet as the catalog has it: Integrations, and a Component for each service. */
export function toEntities(fleet) {
  const etag = '1';
  return [
    ...services.map(({ name }) => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name, namespace: 'default', etag },
      spec: { type: 'service', lifecycle: 'production', owner: 'platform' },
    })),
    ...fleet.map(({ name, source, target, address, conditions }) => ({
      apiVersion: 'tieline.dev/v1alpha1',
      kind: 'Integration',
      metadata: { name, namespace: 'default', etag },
      spec: {
        type: 'api-gateway',
        lifecycle: 'production',
        owner: 'platform',
        source: `component:default/${source.name}`,
        targets: [`component:default/${target?.name ?? address}`],
        telemetry: { matchers: [{ conditions }] },
      },
    })),
  ];
}
