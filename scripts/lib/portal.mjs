import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from './paths.mjs';
import { Failure } from './failure.mjs';

const pollEveryMs = 500;

/** The portal's HTTP API as the scripts use it, with the read token. */
export class PortalClient {
  #readToken;

  constructor(baseUrl, readToken) {
    this.baseUrl = baseUrl;
    this.#readToken = readToken;
  }

  /** Whether the page itself is served and all plugins have started. */
  async isAnswering() {
    const responses = await Promise.all([
      this.#get('/.backstage/health/v1/readiness'),
      this.#get('/'),
    ]);
    return responses.every(response => response?.ok);
  }

  /**
   * The integrations that governance knows, with their status, or undefined while it doesn't answer.
   *
   * @returns {Promise<{ total: number, withHealth: number } | undefined>}
   */
  async countIntegrations() {
    let total = 0;
    let withHealth = 0;
    let cursor;
    do {
      const query = new URLSearchParams({ limit: '200' });
      if (cursor) {
        query.set('cursor', cursor);
      }
      const response = await this.#get(
        `/api/integration-governance/v1/integrations?${query}`,
      );
      if (response?.status === 401 || response?.status === 403) {
        throw new Failure(
          `The portal refused the read token (${response.status}).`,
          {
            advice: 'delete read-token in the data directory and start again.',
          },
        );
      }
      if (!response?.ok) {
        return undefined;
      }
      const page = await response.json();
      total += page.items.length;
      withHealth += page.items.filter(hasHealth).length;
      cursor = page.pageInfo?.nextCursor;
    } while (cursor);
    return { total, withHealth };
  }

  /**
   * How much of the simulated history has been sent, from 0 to 1; undefined before the first of it.
   *
   * @returns {Promise<number | undefined>}
   */
  async readHistoryShare() {
    const response = await this.#get('/api/integration-telemetry/v1/status');
    if (!response?.ok) {
      return undefined;
    }
    const { replays } = await response.json();
    return replays.length > 0
      ? Math.min(...replays.map(replay => replay.completedShare))
      : undefined;
  }

  async #get(path) {
    try {
      return await fetch(this.baseUrl + path, {
        headers: { authorization: `Bearer ${this.#readToken}` },
        signal: AbortSignal.timeout(5000),
      });
    } catch {
      return undefined;
    }
  }
}

/**
 * Asks again and again until the answer is there.
 *
 * @template T
 * @param {() => Promise<T | undefined | false>} ask
 * @param {number} timeoutMs
 * @returns {Promise<T | undefined>} the answer, or undefined when the time is over
 */
export async function pollUntil(ask, timeoutMs) {
  const endsAt = performance.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer) {
      return answer;
    }
    if (performance.now() > endsAt) {
      return undefined;
    }
    await sleep(pollEveryMs);
  }
}

/** How many integrations the demo landscape declares. */
export function countDeclaredIntegrations(folder = join(root, 'catalog')) {
  return readdirSync(folder, { recursive: true })
    .filter(name => /\.ya?ml$/.test(name))
    .map(name => readFileSync(join(folder, name), 'utf8'))
    .reduce(
      (sum, text) =>
        sum + (text.match(/^kind: ['"]?Integration['"]?\s*$/gm)?.length ?? 0),
      0,
    );
}

/** Governance passes on telemetry's summary; an integration that telemetry never saw is `unknown`. */
function hasHealth({ health }) {
  return health !== undefined && health.status !== 'unknown';
}
