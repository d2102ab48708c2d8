import { Json, isJsonObject, member } from '../../text/Json';
import { Located, OpenApiDocument } from './OpenApiDocument';

/** What a client needs to know of a scheme to get in with it. */
export interface SecurityScheme {
  at: Located;
  /** Such as `type`, `scheme` and `tokenUrl of clientCredentials`; in OpenAPI 3's words. */
  properties: ReadonlyMap<string, string>;
  flows: readonly string[];
  scopes: ReadonlySet<string>;
}

const PLAIN = [
  'type',
  'in',
  'name',
  'scheme',
  'openIdConnectUrl',
  'bearerFormat',
];
const ADDRESSES = ['authorizationUrl', 'tokenUrl', 'refreshUrl'];

/** OpenAPI 2.0's names of the OAuth 2.0 flows. */
const OLD_FLOWS: Record<string, string> = {
  application: 'clientCredentials',
  accessCode: 'authorizationCode',
};

/** A security scheme by its name. */
export function readSecurityScheme(
  document: OpenApiDocument,
  name: string,
): SecurityScheme | undefined {
  const isOld = document.dialect === '2.0';
  const at = isOld
    ? document.child(document.root, 'securityDefinitions', name)
    : document.child(document.root, 'components', 'securitySchemes', name);
  if (!at) {
    return undefined;
  }
  const properties = new Map<string, string>();
  for (const key of PLAIN) {
    const value = member(at.value, key);
    if (typeof value === 'string') {
      properties.set(key, key === 'scheme' ? value.toLowerCase() : value);
    }
  }
  if (properties.get('type') === 'basic') {
    properties.set('type', 'http').set('scheme', 'basic');
  }
  const flows = flowsOf(at, isOld);
  const scopes = new Set<string>();
  for (const [flow, value] of flows) {
    for (const key of ADDRESSES) {
      const address = isJsonObject(value) ? member(value, key) : undefined;
      if (typeof address === 'string') {
        properties.set(`${key} of ${flow}`, address);
      }
    }
    const listed = isJsonObject(value) ? member(value, 'scopes') : undefined;
    Object.keys(isJsonObject(listed) ? listed : {}).forEach(one =>
      scopes.add(one),
    );
  }
  return { at, properties, flows: flows.map(([flow]) => flow), scopes };
}

function flowsOf({ value }: Located, isOld: boolean): Array<[string, Json]> {
  const listed = member(value, 'flows');
  if (isOld && typeof member(value, 'flow') === 'string') {
    const flow = String(value.flow);
    return [[OLD_FLOWS[flow] ?? flow, value]];
  }
  return isJsonObject(listed)
    ? Object.keys(listed).map((flow): [string, Json] => [
        flow,
        listed[flow] ?? null,
      ])
    : [];
}
