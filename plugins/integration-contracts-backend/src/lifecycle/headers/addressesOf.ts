import { IntegrationEndpoint } from '@tieline/plugin-integrations-common';

/** Of an endpoint, what says where it answers. */
export type DeclaredEndpoint = Pick<IntegrationEndpoint, 'address' | 'version'>;

/** Where an endpoint answers on a host. */
export interface HostPath {
  /** Encoded as in a request, without a slash at its end; `{name}` stands for one segment of any text. */
  path: string;
  /** The version that the endpoint declares. */
  version?: string;
}

/** Paths of one host. */
export interface HostPaths {
  /** In lower case, with its port where that is not the scheme's own. */
  host: string;
  paths: HostPath[];
}

interface HttpAddress extends HostPath {
  url: URL;
}

/**
 * Which paths of a host an Integration's endpoints declare, each once, in
 * order. Case doesn't matter in a host's name, and a scheme's own port (80 or
 * 443) is the same as none.
 *
 * @param host - a name with or without a port, as in the header `Host`
 */
export function addressesOf(
  endpoints: readonly DeclaredEndpoint[],
  host: string,
): HostPath[] {
  const asked = readHost(host);
  if (!asked) {
    return [];
  }
  const found = endpoints
    .flatMap(httpAddress)
    .filter(({ url }) =>
      asked.port === undefined
        ? nameOf(url) === asked.name && url.port === ''
        : nameOf(url) === asked.name && portOf(url) === asked.port,
    );
  return distinct(found);
}

/** All hosts with the paths on them that an Integration's endpoints declare, in order. */
export function hostPathsOf(
  endpoints: readonly DeclaredEndpoint[],
): HostPaths[] {
  const addresses = endpoints.flatMap(httpAddress);
  const hosts = new Set(addresses.map(({ url }) => hostOf(url)));
  return [...hosts].sort().map(host => ({
    host,
    paths: distinct(addresses.filter(({ url }) => hostOf(url) === host)),
  }));
}

/** Addresses of other protocols have no HTTP headers. */
function httpAddress({ address, version }: DeclaredEndpoint): HttpAddress[] {
  const text = address.trim();
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) {
    return [];
  }
  const url = new URL(text);
  return [{ url, path: pathOf(url, text), version }];
}

function pathOf({ pathname }: URL, address: string): string {
  const path = pathname.replace(/\/+$/, '') || '/';
  // A URL encodes the braces of a template.
  return address.includes('{')
    ? path.replace(/%7B([^/]*?)%7D/gi, '{$1}')
    : path;
}

function distinct(found: readonly HttpAddress[]): HostPath[] {
  const byKey = new Map(
    found.map(({ path, version }) => [
      JSON.stringify([path, version ?? '']),
      version === undefined ? { path } : { path, version },
    ]),
  );
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/** Read like any URL's host: in lower case, and in ASCII where it has other letters. */
function readHost(host: string): { name: string; port?: string } | undefined {
  const text = host.trim();
  if (/[/?#@\\\s]/.test(text) || !URL.canParse(`http://${text}`)) {
    return undefined;
  }
  // The URL forgets the port 80.
  const port = /:0*(\d+)$/.exec(text)?.[1];
  return { name: nameOf(new URL(`http://${text}`)), port };
}

/** A dot at the end only says that the name is complete. */
function nameOf({ hostname }: URL): string {
  return hostname.replace(/\.$/, '');
}

function hostOf(url: URL): string {
  return url.port ? `${nameOf(url)}:${url.port}` : nameOf(url);
}

function portOf({ protocol, port }: URL): string {
  return port || (protocol === 'https:' ? '443' : '80');
}
