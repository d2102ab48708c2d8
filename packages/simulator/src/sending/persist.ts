import { setTimeout as sleep } from 'node:timers/promises';

/** A failure that may pass. */
export class TemporaryFailure extends Error {
  /** When the other side said that one may come again; missing where it didn't say. */
  readonly retryAfterMs?: number;

  constructor(message: string, retryAfterMs?: number) {
    super(message);
    this.name = 'TemporaryFailure';
    this.retryAfterMs = retryAfterMs;
  }
}

/** How to wait, so that tests need not. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

/** Waits by the real clock; an aborted signal rejects. */
export const wait: Wait = (ms, signal) => sleep(ms, undefined, { signal });

const firstPauseMs = 1_000;
const longestPauseMs = 30_000;

/**
 * Does something until it succeeds or fails for good. After a temporary
 * failure it waits as long as the other side asked for, else a second, then
 * twice as long each time, at most half a minute.
 *
 * @throws whatever the action throws that is no TemporaryFailure, and an
 * AbortError where the signal ends it
 */
export async function persist<T>(
  action: () => Promise<T>,
  options: {
    signal: AbortSignal;
    wait: Wait;
    /** Told of the first failure of a row, and of the recovery. */
    log: (message: string) => void;
  },
): Promise<T> {
  let pauseMs = firstPauseMs;
  for (let failures = 0; ; failures += 1) {
    options.signal.throwIfAborted();
    try {
      const result = await action();
      if (failures > 0) {
        options.log(`went through after ${failures + 1} attempts`);
      }
      return result;
    } catch (error) {
      if (!(error instanceof TemporaryFailure)) {
        throw error;
      }
      if (failures === 0) {
        options.log(`${error.message}; trying again until it goes through`);
      }
      await options.wait(error.retryAfterMs ?? pauseMs, options.signal);
      pauseMs = Math.min(longestPauseMs, pauseMs * 2);
    }
  }
}

/**
 * Reads a Retry-After header (RFC 9110, section 10.2.3): seconds or a date.
 *
 * @returns milliseconds from now, or undefined where there is nothing to read
 */
export function readRetryAfterMs(
  header: string | null,
  nowMs: number,
): number | undefined {
  if (!header) {
    return undefined;
  }
  const ms = /^\d+$/.test(header.trim())
    ? Number(header) * 1000
    : Date.parse(header) - nowMs;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
