import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { step } from '../../../../scripts/lib/progress.mjs';
import { readOutput } from '../../../../scripts/lib/run.mjs';
import { BenchServer } from './BenchServer.mjs';
import { OTHER_CORE } from '../../../../scripts/lib/bench/cores.mjs';
import { openDatabase } from '../../../../scripts/lib/bench/databases.mjs';
import { createFleet } from './fleet.mjs';
import { Helper } from './Helper.mjs';
import { toHealthEntities } from './healthFleet.mjs';

/** A tenth of the history, and all of it. */
const SHORT_DAYS = 3.5;
const LONG_DAYS = 35;

/** Of each kind of page. */
const PAGES = 200;

/** What is opened: see healthPages.mjs. */
const PARTS = [
  'fleet',
  'page',
  'detail',
  'dayOfSeries',
  'monthOfSeries',
  'usage',
  'reconciliations',
];

/** As long it is watched what the server does by itself. */
const IDLE_MS = 10_000;

/** Alarms settle for a minute, and a round takes as long where everything is new. */
const SETTLE_MS = 90_000;

/** How much the server works meanwhile. */
async function watchCpu(server, work) {
  const startedAt = performance.now();
  const before = server.cpuSeconds();
  await work();
  const seconds = (performance.now() - startedAt) / 1000;
  const cpuSeconds = server.cpuSeconds() - before;
  return { seconds, cpuSeconds, share: cpuSeconds / seconds };
}

/** Pages of a kind; besides how long they took, what of it was the server's own work. */
async function measurePart(server, pages, part) {
  const request = { server: server.api, part, count: PAGES };
  await pages.ask('warmUp', request);
  const idle = await watchCpu(server, () => sleep(IDLE_MS));
  let measured;
  const busy = await watchCpu(server, async () => {
    measured = await pages.ask('measure', request);
  });
  const ownSeconds = busy.cpuSeconds - idle.share * busy.seconds;
  return { ...measured, cpuMs: (1000 * ownSeconds) / PAGES };
}

function describe(measured) {
  return Object.entries(measured)
    .map(
      ([name, { p50Ms, p95Ms, cpuMs }]) =>
        `${name} ${Math.round(p50Ms)}/${Math.round(p95Ms)} ms (${cpuMs.toFixed(1)} of the core)`,
    )
    .join(', ');
}

/** A database and the servers that are started on it, one after another. */
export class HealthTrial {
  #bench;
  #kind;
  #database;

  constructor(bench, kind, database) {
    this.#bench = bench;
    this.#kind = kind;
    this.#database = database;
  }

  async fill(fromDays, toDays) {
    const { toolchain, nodeTransform } = this.#bench;
    const { plugin } = this.#database;
    const entry = fileURLToPath(new URL('healthHistory.ts', import.meta.url));
    await readOutput(
      toolchain.node,
      [
        '--require',
        nodeTransform,
        entry,
        JSON.stringify({ plugin, fromDays, toDays }),
      ],
      { env: { ...toolchain.env, NODE_ENV: 'production' } },
    );
  }

  measure(title) {
    return step(`${this.#kind}: pages of ${title}`, tell =>
      this.withServer(async server => {
        await sleep(SETTLE_MS);
        const { node } = this.#bench.toolchain;
        const pages = new Helper('healthPages', { node, core: OTHER_CORE });
        const profile = server.startProfile(`health ${this.#kind} ${title}`);
        try {
          const measured = {};
          for (const part of PARTS) {
            measured[part] = await measurePart(server, pages, part);
          }
          tell(describe(measured));
          return measured;
        } finally {
          await profile?.stop();
          await pages.stop();
        }
      }),
    );
  }

  async withServer(work) {
    const { folder, toolchain, options } = this.#bench;
    const server = await BenchServer.start({
      folder,
      toolchain,
      name: `health-${this.#kind}`,
      client: this.#database.client,
      connection: this.#database.connection,
      profileFolder: options.profileFolder,
      entities: toHealthEntities(createFleet()),
    });
    try {
      return await work(server);
    } finally {
      await server.stop();
    }
  }
}

/**
 * How long pages take on a database with all integrations: with a tenth of the
 * history, and with all of it.
 *
 * @param {{ toolchain: object, nodeTransform: string, folder: string, options: object }} bench
 * @param {'sqlite' | 'postgres'} kind
 */
export async function measurePages(bench, kind) {
  const database = await openDatabase(kind, join(bench.folder, kind));
  try {
    const trial = new HealthTrial(bench, kind, database);
    // Only its migrations and the catalog are wanted.
    await step(`${kind}: tables and fleet`, () => trial.withServer(() => {}));
    await step(`${kind}: ${SHORT_DAYS} days`, () => trial.fill(SHORT_DAYS, 0));
    const short = await trial.measure(`${SHORT_DAYS} days`);
    await step(`${kind}: ${LONG_DAYS} days`, () =>
      trial.fill(LONG_DAYS, SHORT_DAYS),
    );
    return { short, long: await trial.measure(`${LONG_DAYS} days`) };
  } finally {
    await database.close();
  }
}
