import { Json, canonicalText, isJsonObject } from '../../text/Json';
import { Security, SecurityAlternative } from './AsyncApiDocument';
import { Place, References } from './References';
import { textOf } from './readMessage';

/** What makes a scheme another one; its name and description don't. */
const IDENTIFYING = ['type', 'scheme', 'name', 'in', 'openIdConnectUrl'];

/** Reads alternatives of security schemes: named in AsyncAPI 2, referred to or written out in 3. */
export function readSecurity(references: References, place: Place): Security {
  return {
    pointer: place.pointer,
    alternatives: references
      .entries(place)
      .map(([, one]) => readAlternative(references, one)),
  };
}

function readAlternative(
  references: References,
  place: Place,
): SecurityAlternative {
  const { value } = references.follow(place);
  if (isJsonObject(value) && typeof value.type === 'string') {
    const scopes = references.child(place, 'scopes').value;
    return {
      pointer: place.pointer,
      title: value.type,
      schemes: new Map([[identityOf(references, place), scopesOf(scopes)]]),
    };
  }
  const known = references.child(
    references.child({ value: references.root, pointer: '' }, 'components'),
    'securitySchemes',
  );
  const schemes = references.entries(place).map(([name, scopes]) => {
    const scheme = references.child(known, name);
    const identity =
      scheme.value === undefined ? name : identityOf(references, scheme);
    return [identity, scopesOf(scopes.value)] as const;
  });
  return {
    pointer: place.pointer,
    title: references
      .entries(place)
      .map(([name]) => name)
      .join(' and '),
    schemes: new Map(schemes),
  };
}

function identityOf(references: References, place: Place): string {
  const own = IDENTIFYING.map(
    key => references.child(place, key).value ?? null,
  );
  const flows = references
    .entries(references.child(place, 'flows'))
    .map(([name, flow]) => [
      name,
      ...['tokenUrl', 'authorizationUrl'].map(
        key => textOf(references.child(flow, key).value) ?? null,
      ),
    ]);
  return canonicalText([...own, flows.map(canonicalText).sort()]);
}

function scopesOf(value: Json | undefined): Set<string> {
  const list = Array.isArray(value) ? value : [];
  return new Set(list.flatMap(scope => textOf(scope) ?? []));
}
