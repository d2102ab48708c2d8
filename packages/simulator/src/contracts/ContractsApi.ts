import { ResponseError } from '@backstage/errors';
import { persist, TemporaryFailure, Wait } from '../sending/persist';

const REQUEST_TIMEOUT_MS = 60_000;

/** Where the portal is, and with what in hand it is asked. */
export interface ContractsApiOptions {
  /** The portal, for example `http://localhost:7007`. */
  url: string;
  /** Token that may publish, override and manage contracts, and announce and answer what ends. */
  token: string;
  signal: AbortSignal;
  wait: Wait;
  log: (message: string) => void;
}

/** The integration-contracts API of a portal that may be starting still. */
export class ContractsApi {
  readonly #options: ContractsApiOptions;
  readonly #base: string;

  constructor(options: ContractsApiOptions) {
    this.#options = options;
    const portal = options.url.replace(/\/$/, '');
    this.#base = `${portal}/api/integration-contracts/v1`;
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
