import { setTimeout as sleep } from 'node:timers/promises';
import { step } from '../../../../scripts/lib/progress.mjs';
import { BenchServer } from './BenchServer.mjs';
import { SPANS_PER_BODY } from './bodies.mjs';
import { OTHER_CORE } from '../../../../scripts/lib/bench/cores.mjs';
import { openDatabase } from '../../../../scripts/lib/bench/databases.mjs';
import { INTEGRATIONS } from './fleet.mjs';
import { Helper } from './Helper.mjs';
import { describeProfile } from './profile.mjs';

/** Connections that stay open: those of a few Collectors with a few senders each. */
const CONNECTIONS = 32;

/**
 * What is answered is counted within a second or two. A receiver that lags more than this has only put its work off:
 * its rate is then that of the whole time until all is counted.
 */
const LAG_MS = 5_000;

/** Resident memory is looked at this often. */
const MEMORY_EVERY_MS = 500;

/** Has the sender make the bodies anew: their spans ended just now. */
export function prepareBodies({ decoder, bodiesFile }, sender) {
  return step('Bodies', async tell => {
    const { bytes, gzippedBytes, integrations } = await sender.ask('prepare', {
      decoder,
      bodiesFile,
    });
    tell(
      `${bytes} bytes, ${gzippedBytes} gzipped, ${SPANS_PER_BODY} spans; calls of ${integrations} of ${INTEGRATIONS} integrations`,
    );
  });
}

/** How many spans protobufjs's static code decodes in a second. */
function measureDecoding({ decoding, decoder, bodiesFile, options }) {
  return step('protobufjs, static', async tell => {
    const spansPerSecond = await decoding.ask('measure', {
      decoder,
      bodiesFile,
      spansPerBody: SPANS_PER_BODY,
      seconds: options.seconds / 2,
    });
    tell(`${Math.round(spansPerSecond)} spans/s`);
    return spansPerSecond;
  });
}

/** One server on one database, and all that is sent to it. */
class Trial {
  #parts;
  #server;
  #expected = { integrations: 0, flows: 0 };

  static async start(parts) {
    const { bench, database, kind } = parts;
    const server = await step(`Backend, ${kind}`, () =>
      BenchServer.start({
        folder: bench.folder,
        toolchain: bench.toolchain,
        name: kind,
        client: database.client,
        connection: database.connection,
        profileFolder: bench.options.profileFolder,
      }),
    );
    return new Trial(parts, server);
  }

  constructor(parts, server) {
    this.#parts = parts;
    this.#server = server;
  }

  async run() {
    const { bench, sender, kind } = this.#parts;
    const { options } = bench;
    const rates = {};
    const pages = { restP95Ms: await this.#measurePagesAtRest() };
    for (const [door, target] of Object.entries(this.#server.doors)) {
      if (!options.door || options.door === door) {
        await prepareBodies(bench, sender);
        const before = await this.#measureDecoding();
        const load = {
          target,
          warmSeconds: options.seconds / 2,
          seconds: options.seconds,
        };
        const { spansPerSecond } = await this.#load(`${kind}, ${door}`, load);
        const after = await this.#measureDecoding();
        rates[door] = { spansPerSecond, before, after };
        if (kind === 'sqlite' && door === 'listener') {
          const title = `${kind}, ${door}, with pages`;
          pages.loadP95Ms = await this.#loadWithPages(title, load);
        }
      }
    }
    const half =
      kind === 'sqlite' && rates.listener && options.soakSeconds > 0
        ? await this.#loadByHalf(rates.listener.spansPerSecond / 2)
        : {};
    return { ...rates, ...half, pages };
  }

  async stop() {
    await this.#server.stop();
  }

  async #loadByHalf(spansPerSecond) {
    const { bench, sender, kind } = this.#parts;
    await prepareBodies(bench, sender);
    const watch = watchMemory(this.#server);
    const half = {
      target: this.#server.doors.listener,
      warmSeconds: 5,
      seconds: bench.options.soakSeconds,
      spansPerSecond,
    };
    const { p99Ms, maxMs } = await this.#load(`${kind}, half the load`, half);
    const rssGrowthMb = watch.stop();
    const pageP95Ms = await this.#loadWithPages(
      `${kind}, half the load, with pages`,
      { ...half, seconds: bench.options.seconds },
    );
    return { p99Ms, maxMs, pageP95Ms, rssGrowthMb };
  }

  /** @returns how long the fleet page takes meanwhile, p95 in milliseconds */
  async #loadWithPages(title, load) {
    const { pager } = this.#parts;
    await pager.ask('start', this.#server.page);
    await this.#load(title, load);
    return (await pager.ask('stop')).p95Ms;
  }

  /** On the server's core, while the server stands still: machines are not as fast at all times. */
  async #measureDecoding() {
    this.#server.pause();
    try {
      return await measureDecoding(this.#parts.bench);
    } finally {
      this.#server.resume();
    }
  }

  #measurePagesAtRest() {
    const { kind, bench, pager } = this.#parts;
    return step(`${kind}, pages at rest`, async tell => {
      await pager.ask('start', this.#server.page);
      await sleep((bench.options.seconds / 2) * 1000);
      const { p50Ms, p95Ms } = await pager.ask('stop');
      tell(`p50 ${p50Ms.toFixed(1)} ms, p95 ${p95Ms.toFixed(1)} ms`);
      return p95Ms;
    });
  }

  /** Sends, and waits until all that was ever sent is counted. */
  #load(title, load) {
    const { sender, counter, database } = this.#parts;
    return step(title, async tell => {
      const cpuBefore = this.#server.cpuSeconds();
      const startedAt = performance.now();
      const profile = this.#server.startProfile(title);
      const result = await sender.ask('load', {
        ...load,
        connections: CONNECTIONS,
      });
      const elapsedSeconds = (performance.now() - startedAt) / 1000;
      const cpu = (this.#server.cpuSeconds() - cpuBefore) / elapsedSeconds;
      await profile?.stop();
      this.#expected.integrations += result.expected.integrations;
      this.#expected.flows += result.expected.flows;
      const { waitedMs, series } = await counter.ask('await', {
        database: database.plugin,
        expected: this.#expected,
      });
      const spansPerSecond =
        waitedMs > LAG_MS
          ? (result.requests * SPANS_PER_BODY) /
            (elapsedSeconds + waitedMs / 1000)
          : result.spansPerSecond;
      tell(
        [
          `${Math.round(spansPerSecond)} spans/s`,
          ...(waitedMs > LAG_MS
            ? [
                `lagging: ${Math.round(result.spansPerSecond)} answered, not yet counted`,
              ]
            : []),
          `answers p50 ${result.p50Ms.toFixed(1)} ms, p99 ${result.p99Ms.toFixed(1)} ms, at most ${result.maxMs.toFixed(0)} ms`,
          `all ${this.#expected.integrations} calls counted after ${(waitedMs / 1000).toFixed(1)} s in ${series} series`,
          `processor: server ${toPercent(cpu)}, sender ${toPercent(result.senderCpuShare)}`,
        ].join('; '),
      );
      return { ...result, spansPerSecond, profile };
    }).then(({ profile, ...result }) => {
      if (profile) {
        console.log(describeProfile(profile.file, this.#parts.bench.root));
      }
      return result;
    });
  }
}

/** Looks at the server's memory from now on; the growth is from the first look to the highest. */
function watchMemory(server) {
  const first = server.residentBytes();
  let highest = first;
  const timer = setInterval(() => {
    highest = Math.max(highest, server.residentBytes());
  }, MEMORY_EVERY_MS);
  return {
    stop() {
      clearInterval(timer);
      return first === undefined ? null : (highest - first) / 2 ** 20;
    },
  };
}

function toPercent(share) {
  return Number.isNaN(share) ? 'unknown' : `${Math.round(share * 100)} %`;
}

/** Both doors; on SQLite then the listener at half its load. */
export async function measureDatabase(bench, sender, kind) {
  const database = await openDatabase(kind, bench.folder);
  const counter = new Helper('counting', {
    node: bench.toolchain.node,
    core: OTHER_CORE,
  });
  const pager = new Helper('paging', {
    node: bench.toolchain.node,
    core: OTHER_CORE,
  });
  try {
    const trial = await Trial.start({
      bench,
      sender,
      counter,
      pager,
      database,
      kind,
    });
    try {
      return await trial.run();
    } finally {
      await trial.stop();
    }
  } finally {
    await pager.stop();
    await counter.stop();
    await database.close();
  }
}
