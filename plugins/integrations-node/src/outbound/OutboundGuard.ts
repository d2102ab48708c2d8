import { NotAllowedError } from '@backstage/errors';
import { lookup as resolve, LookupAddress, LookupOptions } from 'dns';
import * as http from 'http';
import * as https from 'https';
import { isIP } from 'net';
import { isPrivateAddress } from './privateAddresses';

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 1024 * 1024;

/**
 * Whom a backend may talk to.
 *
 * @public
 */
export interface OutboundRules {
  /** Host names; `*.example.com` for all below one. Any where it is missing. */
  allowedHosts?: string[];
  /** Whether hosts in one's own network may be asked. */
  allowPrivateAddresses?: boolean;
}

/**
 * What came back.
 *
 * @public
 */
export interface OutboundResponse {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
}

/**
 * An answer was longer than what is taken.
 *
 * @public
 */
export class OutboundSizeError extends Error {}

/**
 * The one way out of a backend, for addresses that people and files name: no
 * host that is not allowed, no address of one's own network unless that is
 * allowed, no redirect, and bounds on time and size. The address that is
 * looked at is the one that is connected to, so that no name can change its
 * mind in between.
 *
 * @public
 */
export class OutboundGuard {
  readonly #rules: OutboundRules;

  constructor(rules: OutboundRules = {}) {
    this.#rules = rules;
  }

  /**
   * @param options - `timeoutMs` for all of it, 10 seconds by default;
   *   `maxBytes` of the answer, 1 MiB by default
   * @throws NotAllowedError where the address is not to be asked; Error where
   *   nobody answers, not in time, or with too much
   */
  async request(
    address: string,
    options: {
      method?: string;
      headers?: Record<string, string>;
      body?: string | Buffer;
      timeoutMs?: number;
      maxBytes?: number;
    } = {},
  ): Promise<OutboundResponse> {
    const url = this.#allowed(address);
    const { method = 'GET', headers, body } = options;
    const { timeoutMs = TIMEOUT_MS, maxBytes = MAX_BYTES } = options;
    const { request } = url.protocol === 'https:' ? https : http;
    return new Promise((done, fail) => {
      const sent = request(
        url,
        {
          method,
          headers,
          lookup: this.#lookup,
          signal: AbortSignal.timeout(timeoutMs),
        },
        response => {
          const parts: Buffer[] = [];
          let size = 0;
          response.on('data', (part: Buffer) => {
            size += part.length;
            parts.push(part);
            if (size > maxBytes) {
              fail(
                new OutboundSizeError(
                  `${url.host} answered with more than ${maxBytes} bytes`,
                ),
              );
              response.destroy();
            }
          });
          response.on('error', fail);
          response.on('end', () =>
            done({
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: Buffer.concat(parts),
            }),
          );
        },
      );
      sent.on('error', error =>
        fail(
          error.name === 'TimeoutError' || error.name === 'AbortError'
            ? new Error(`${url.host} did not answer within ${timeoutMs} ms`)
            : error,
        ),
      );
      sent.end(body);
    });
  }

  #allowed(address: string): URL {
    let url: URL;
    try {
      url = new URL(address);
    } catch {
      throw new NotAllowedError(`${address} is no address`);
    }
    if (url.protocol !== 'https:' && url.protocol !== 'http:') {
      throw new NotAllowedError(`${url.protocol} is neither http nor https`);
    }
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const { allowedHosts } = this.#rules;
    if (allowedHosts && !allowedHosts.some(rule => isHost(host, rule))) {
      throw new NotAllowedError(`${host} is not among the allowed hosts`);
    }
    // Nobody looks up what is an address already.
    if (isIP(host)) {
      this.#refusePrivate(host, host);
    }
    return url;
  }

  #refusePrivate(host: string, address: string): void {
    if (!this.#rules.allowPrivateAddresses && isPrivateAddress(address)) {
      throw new NotAllowedError(
        `${host} is in a private network (${address}); allowPrivateAddresses would let it be asked`,
      );
    }
  }

  readonly #lookup = (
    host: string,
    options: LookupOptions,
    callback: (
      error: NodeJS.ErrnoException | null,
      address: string | LookupAddress[],
      family?: number,
    ) => void,
  ): void => {
    resolve(host, { ...options, all: true }, (error, addresses) => {
      if (error) {
        callback(error, '');
        return;
      }
      try {
        addresses.forEach(({ address }) => this.#refusePrivate(host, address));
      } catch (refusal) {
        callback(refusal, '');
        return;
      }
      if (options.all) {
        callback(null, addresses);
      } else {
        callback(null, addresses[0].address, addresses[0].family);
      }
    });
  };
}

function isHost(host: string, rule: string): boolean {
  return rule.startsWith('*.')
    ? host.endsWith(rule.slice(1).toLocaleLowerCase('en-US'))
    : host === rule.toLocaleLowerCase('en-US');
}
