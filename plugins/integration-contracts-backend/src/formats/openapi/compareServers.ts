import { Json, isJsonObject, member } from '../../text/Json';
import { Exchange } from './Exchange';
import { Located, OpenApiDocument } from './OpenApiDocument';

interface Server {
  url: string;
  pointer: string;
  variables: ReadonlyMap<string, readonly Json[]>;
}

/** Tells which addresses of a whole description are not listed any more. */
export function compareServers(exchange: Exchange): void {
  compareLists(
    exchange,
    readServers(exchange.client, exchange.client.root),
    readServers(exchange.server, exchange.server.root),
  );
}

/**
 * Tells which addresses of an operation are not listed any more, where it or the path
 * item around it has some of its own: these go before those of the whole description.
 */
export function compareOwnServers(
  exchange: Exchange,
  client: { at: Located; item: Located },
  server: { at: Located; item: Located },
): void {
  const [known, listed] = [
    ownServers(exchange.client, client),
    ownServers(exchange.server, server),
  ];
  if (known.length > 0 || listed.length > 0) {
    const all = (own: Server[], document: OpenApiDocument) =>
      own.length > 0 ? own : readServers(document, document.root);
    compareLists(
      exchange,
      all(known, exchange.client),
      all(listed, exchange.server),
    );
  }
}

function ownServers(
  document: OpenApiDocument,
  { at, item }: { at: Located; item: Located },
): Server[] {
  if (document.dialect === '2.0') {
    return [];
  }
  const own = readServers(document, at);
  return own.length > 0 ? own : readServers(document, item);
}

function compareLists(
  exchange: Exchange,
  known: readonly Server[],
  listed: readonly Server[],
): void {
  if (known.length === 0 || listed.length === 0) {
    return;
  }
  const [was, is] = [known, listed].map(pathsOf);
  if (!was.some(path => is.includes(path))) {
    exchange.report(
      'server-path-changed',
      known[0].pointer,
      listed[0].pointer,
      { subject: '', before: was.join(', '), now: is.join(', ') },
    );
    return;
  }
  for (const one of known) {
    const other = listed.find(({ url }) => url === one.url);
    if (other) {
      compareVariables(exchange, one, other);
    } else {
      exchange.report('server-removed', one.pointer, listed[0].pointer, {
        subject: one.url,
      });
    }
  }
}

function compareVariables(exchange: Exchange, one: Server, other: Server) {
  for (const [name, values] of one.variables) {
    const kept = other.variables.get(name) ?? [];
    for (const value of values) {
      if (kept.length > 0 && !kept.includes(value)) {
        exchange.report(
          'server-variable-narrowed',
          one.pointer,
          other.pointer,
          {
            subject: `The variable "${name}" of the server ${one.url}`,
            before: String(value),
          },
        );
      }
    }
  }
}

function pathsOf(servers: readonly Server[]): string[] {
  const paths = servers.map(({ url }) =>
    url.replace(/^([a-z][a-z0-9+.-]*:)?\/\/[^/]*/i, ''),
  );
  return [...new Set(paths.map(path => path || '/'))];
}

function readServers(document: OpenApiDocument, at: Located): Server[] {
  if (document.dialect === '2.0') {
    return readOldServers(at);
  }
  return document.items(at, 'servers').map(({ value, pointer }) => {
    const variables = member(value, 'variables');
    const names = isJsonObject(variables) ? Object.keys(variables) : [];
    return {
      url: String(member(value, 'url') ?? '/').replace(/(.)\/+$/, '$1'),
      pointer,
      variables: new Map(
        names.map((name): [string, readonly Json[]] => {
          const variable = isJsonObject(variables) && variables[name];
          const values = isJsonObject(variable) && variable.enum;
          return [name, Array.isArray(values) ? values : []];
        }),
      ),
    };
  });
}

/** OpenAPI 2.0: a host and a base path, under each of the schemes. */
function readOldServers({ value }: Located): Server[] {
  const { host, basePath, schemes } = value;
  if (typeof host !== 'string' && typeof basePath !== 'string') {
    return [];
  }
  const path = String(basePath ?? '/');
  const address = `${host ? `//${host}` : ''}${path}`.replace(/(.)\/+$/, '$1');
  const listed = Array.isArray(schemes) && host ? schemes.map(String) : [];
  const pointer = typeof host === 'string' ? '/host' : '/basePath';
  const urls =
    listed.length > 0 ? listed.map(one => `${one}:${address}`) : [address];
  return urls.map(url => ({ url, pointer, variables: new Map() }));
}
