import { ResponseError } from '@backstage/errors';

/**
 * Finds a plugin's base address: Backstage's discovery service or API.
 *
 * @public
 */
export interface PluginDiscovery {
  getBaseUrl(pluginId: string): Promise<string>;
}

/**
 * What a client needs: in the frontend, Backstage's discovery and fetch APIs
 * (the latter adds the user's token); in a backend, the discovery service and
 * a token with each call.
 *
 * @public
 */
export interface PluginClientOptions {
  discovery: PluginDiscovery;
  fetchApi?: { fetch: typeof fetch };
}

/** @public */
export interface PluginRequestOptions {
  token?: string;
  signal?: AbortSignal;
}

/**
 * The values of a query string; a list becomes a repeated parameter, and what
 * is undefined is left out.
 */
export type QueryValues = Record<
  string,
  string | number | boolean | readonly string[] | undefined
>;

/** A path with the values of a query behind it. */
export function withQuery(path: string, query: object): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query as QueryValues)) {
    if (Array.isArray(value)) {
      value.forEach(item => search.append(key, item));
    } else if (value !== undefined) {
      search.append(key, String(value));
    }
  }
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}

/** The error of an answer, with the backend's own reason as its message where it gave one. */
async function readError(response: Response): Promise<ResponseError> {
  const error = await ResponseError.fromResponse(response);
  const reason = error.body.error?.message;
  return reason ? Object.assign(error, { message: reason }) : error;
}

/**
 * Asks one plugin's HTTP API.
 */
export class PluginHttp {
  readonly #pluginId: string;
  readonly #discovery: PluginDiscovery;
  readonly #fetch: typeof fetch;

  constructor(pluginId: string, options: PluginClientOptions) {
    this.#pluginId = pluginId;
    this.#discovery = options.discovery;
    this.#fetch = options.fetchApi?.fetch ?? fetch;
  }

  get<T>(
    path: string,
    query: object = {},
    options?: PluginRequestOptions,
  ): Promise<T> {
    return this.#request('GET', withQuery(path, query), options);
  }

  /** The body as text, for example a CSV. */
  async getText(
    path: string,
    query: object = {},
    options?: PluginRequestOptions,
  ): Promise<string> {
    return (await this.#fetchOk('GET', withQuery(path, query), options)).text();
  }

  send<T>(
    method: 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: unknown,
    options?: PluginRequestOptions,
  ): Promise<T> {
    return this.#request(method, path, options, JSON.stringify(body));
  }

  async #request<T>(
    method: string,
    pathAndSearch: string,
    options?: PluginRequestOptions,
    body?: string,
  ): Promise<T> {
    const response = await this.#fetchOk(method, pathAndSearch, options, body);
    return response.status === 204 ? (undefined as T) : response.json();
  }

  async #fetchOk(
    method: string,
    pathAndSearch: string,
    options: PluginRequestOptions = {},
    body?: string,
  ): Promise<Response> {
    const baseUrl = await this.#discovery.getBaseUrl(this.#pluginId);
    const ask = this.#fetch;
    const response = await ask(`${baseUrl}${pathAndSearch}`, {
      method,
      body,
      signal: options.signal,
      headers: {
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...(options.token && { Authorization: `Bearer ${options.token}` }),
      },
    });
    if (!response.ok) {
      throw await readError(response);
    }
    return response;
  }
}

/**
 * The path of one integration below a collection.
 */
export function integrationPath(
  collection: string,
  integration: { namespace: string; name: string },
): string {
  const { namespace, name } = integration;
  return `${collection}/${encodeURIComponent(namespace)}/${encodeURIComponent(name)}`;
}
