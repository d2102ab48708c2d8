import { INTEGRATIONS, createFleet } from './fleet.mjs';
import { answer } from './Helper.mjs';
import { batchOf, probedNumbers } from './healthFleet.mjs';

const DAY_MS = 86_400_000;

/** Between two pages: people read. */
const PAUSE_MS = 20;

/** So many of each are opened before any counts: code is compiled and connections are there. */
const WARM_UP = 20;

const fleet = createFleet();
const probed = probedNumbers(INTEGRATIONS);

/** Of which integration a page is opened. */
const numberOf = nth => probed[nth % probed.length];

/** Pages of the fleet's list: the first, one of a team, of a word, of a status, and a later one. */
function lists(cursor) {
  const of = query => `/v1/health?limit=50${query}`;
  return [
    () => of(''),
    nth => of(`&owner=group:default/${fleet[nth % 384].source.namespace}`),
    nth => of(`&text=${fleet[(nth * 37) % fleet.length].source.name}`),
    () => of('&status=failing'),
    () => of(`&cursor=${encodeURIComponent(cursor)}`),
  ];
}

/** What a health page asks for: itself, the series of a range with what is usual, who used it, and what arrived. */
function parts(nth) {
  const { name } = fleet[numberOf(nth)];
  const to = new Date().toISOString();
  const from = days => new Date(Date.now() - days * DAY_MS).toISOString();
  const series = days =>
    `/v1/series/default/${name}?usual=true&from=${from(days)}&to=${to}`;
  return {
    detail: `/v1/health/default/${name}`,
    dayOfSeries: series(1),
    monthOfSeries: series(35),
    usage: `/v1/usage/default/${name}?from=${from(30)}`,
    reconciliations: `/v1/reconciliations/default/${name}?from=${from(1)}&to=${to}`,
  };
}

async function open({ url, token }, path) {
  const response = await fetch(url + path, {
    headers: { Authorization: `Bearer ${token}` },
  });
  const body = await response.text();
  if (response.status !== 200) {
    throw new Error(`${path} was answered with ${response.status}: ${body}`);
  }
  return body;
}

/** Does the same again and again; how long each took, in milliseconds, from the shortest. */
async function time(count, work) {
  const latencies = [];
  for (let nth = 0; nth < count; nth += 1) {
    const startedAt = performance.now();
    await work(nth);
    latencies.push(performance.now() - startedAt);
    await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
  }
  return latencies.sort((left, right) => left - right);
}

function summarise(sorted) {
  const quantile = share => sorted[Math.floor((sorted.length - 1) * share)];
  return {
    p50Ms: quantile(0.5),
    p95Ms: quantile(0.95),
    maxMs: sorted[sorted.length - 1],
  };
}

/** The cursor of the page after so many. */
async function turnPages(server, count) {
  let cursor = '';
  for (let page = 0; page < count; page += 1) {
    const [first] = lists('');
    const query = cursor && `&cursor=${encodeURIComponent(cursor)}`;
    const body = JSON.parse(await open(server, first() + query));
    cursor = body.pageInfo.nextCursor;
  }
  return cursor;
}

/** What is opened, by the name of its figure. */
async function workOf(server, part) {
  if (part === 'fleet') {
    const pages = lists(await turnPages(server, 20));
    return nth => open(server, pages[nth % pages.length](nth));
  }
  if (part === 'page') {
    // As a browser does: what the page opens with, then what it asks for once it knows what there is:
    // a batch may have no calls.
    return async nth => {
      const { detail, usage, dayOfSeries, reconciliations } = parts(nth);
      const all = paths => Promise.all(paths.map(path => open(server, path)));
      const isBatch = batchOf(numberOf(nth)) !== undefined;
      await all([detail, usage, ...(isBatch ? [] : [dayOfSeries])]);
      await all([...(isBatch ? [dayOfSeries] : []), reconciliations]);
    };
  }
  return nth => open(server, parts(nth)[part]);
}

answer({
  /** Opens the same kind of page so many times that everything is compiled and connected. */
  async warmUp({ server, part }) {
    await time(WARM_UP, await workOf(server, part));
  },

  /** Opens pages of a kind one after another. */
  async measure({ server, part, count }) {
    return summarise(await time(count, await workOf(server, part)));
  },
});
