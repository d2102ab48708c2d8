import { setTimeout as sleep } from 'node:timers/promises';
import { answer } from './Helper.mjs';

/** Often enough for a steady figure; a page costs the server some fifteen milliseconds. */
const PAUSE_MS = 400;

let isLooking = false;
let ended = Promise.resolve([]);

async function look({ url, token }) {
  const latencies = [];
  while (isLooking) {
    const startedAt = performance.now();
    const response = await fetch(url, {
      headers: { Authorization: `Bearer ${token}` },
    });
    await response.arrayBuffer();
    if (response.status !== 200) {
      throw new Error(`The fleet page was answered with ${response.status}`);
    }
    latencies.push(performance.now() - startedAt);
    await sleep(PAUSE_MS);
  }
  return latencies;
}

answer({
  /** Opens the fleet page again and again until it is asked to stop. */
  async start(page) {
    isLooking = true;
    ended = look(page);
    ended.catch(() => {});
  },

  /** @returns how long a page took, in milliseconds */
  async stop() {
    isLooking = false;
    const sorted = (await ended).sort((left, right) => left - right);
    const quantile = share => sorted[Math.floor((sorted.length - 1) * share)];
    return {
      pages: sorted.length,
      p50Ms: quantile(0.5),
      p95Ms: quantile(0.95),
    };
  },
});
