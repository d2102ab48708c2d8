import { ResponseError } from '@backstage/errors';
import { persist, TemporaryFailure, Wait } from './persist';

const REQUEST_TIMEOUT_MS = 60_000;

/** Where the portal is, and with what in hand it is asked. */
export interface PortalApiOptions {
  /** The portal, for example `http://localhost:7007`. */
  url: string;
  /** Token that may do what is asked. */
  token: string;
  signal: AbortSignal;
  wait: Wait;
  log: (message: string) => void;
}

/** The API of one plugin of a portal that may be starting still. */
export class PortalApi {
  readonly #options: PortalApiOptions;
  readonly #base: string;

  constructor(plugin: string, options: PortalApiOptions) {
    this.#options = options;
    const portal = options.url.replace(/\/$/, '');
    this.#base = `${portal}/api/${plugin}/v1`;
  }

  /**
   * Asks until there is an answer.
   *
   * @throws ResponseError where it is refused
   */
  request<T>(method: string, path: string, body?: object): Promise<T> {
    const { token, signal, wait, log } = this.#options;
    return persist(
      async () => {
        let response: Response;
        try {
          response = await fetch(`${this.#base}/${path}`, {
            method,
            headers: {
              Authorization: `Bearer ${token}`,
              ...(body && { 'Content-Type': 'application/json' }),
            },
            body: body && JSON.stringify(body),
            signal: AbortSignal.any([
              signal,
              AbortSignal.timeout(REQUEST_TIMEOUT_MS),
            ]),
          });
        } catch (error) {
          throw new TemporaryFailure(String(error.cause ?? error));
        }
        if (response.ok) {
          return response.json();
        }
        const failure = await ResponseError.fromResponse(response);
        throw isTemporary(response.status)
          ? new TemporaryFailure(failure.message)
          : failure;
      },
      { signal, wait, log: message => log(`${path}: ${message}`) },
    );
  }
}

/** A portal that is starting answers 404, and knows what its catalog declares some seconds later. */
function isTemporary(status: number): boolean {
  return ![400, 403, 409, 413, 422].includes(status);
}
