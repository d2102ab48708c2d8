import { Server } from './AsyncApiDocument';
import { readSecurity } from './readSecurity';
import { Place, References } from './References';
import { textOf } from './readMessage';

/** Reads `url` of AsyncAPI 2 and `host` with `pathname` of 3 alike. */
export function readServers(references: References, root: Place): Server[] {
  return references
    .entries(references.child(root, 'servers'))
    .map(([name, place]) => readServer(references, name, place));
}

function readServer(references: References, name: string, place: Place) {
  const found = references.follow(place);
  const child = (key: string) => references.child(found, key);
  const url = child('url');
  const host = child('host');
  const written =
    textOf(url.value)?.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '') ??
    `${textOf(host.value) ?? ''}${textOf(child('pathname').value) ?? ''}`;
  const variables = child('variables');
  return {
    name,
    pointer: found.pointer,
    protocol: child('protocol'),
    protocolVersion: child('protocolVersion'),
    address: blankNames(written).replace(/\/$/, ''),
    addressPointer: (url.value === undefined ? host : url).pointer,
    variables: namesIn(written).map(variable =>
      references.child(variables, variable),
    ),
    security: readSecurity(references, child('security')),
    bindings: child('bindings'),
  };
}

/** The names in braces, in their order. */
export function namesIn(address: string): string[] {
  return [...address.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name);
}

/** What stays of an address when its variables are called otherwise. */
export function blankNames(address: string): string {
  return address.replace(/\{[^{}]*\}/g, '{}');
}
