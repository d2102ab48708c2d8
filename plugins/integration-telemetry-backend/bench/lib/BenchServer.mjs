import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { availableParallelism } from 'node:os';
import { join, resolve as absolute } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Failure } from '../../../../scripts/lib/failure.mjs';
import { cacheDirectory, root } from '../../../../scripts/lib/paths.mjs';
import { findFreePort } from '../../../../scripts/lib/ports.mjs';
import { onEnd } from '../../../../scripts/lib/run.mjs';
import { Service } from '../../../../scripts/lib/service.mjs';
import { collectorFor } from '../../../../scripts/lib/services.mjs';
import {
  canPin,
  pinned,
  SERVER_CORE,
} from '../../../../scripts/lib/bench/cores.mjs';
import { createFleet, INTEGRATIONS, toEntities } from './fleet.mjs';

const BASE = '/api/integration-telemetry';
const START_TIMEOUT_MS = 120_000;

/** A server that takes less of its core has nothing to do but its regular looks; one that never does is measured too. */
const IDLE_SHARE = 0.2;
const IDLE_TIMEOUT_MS = 60_000;

const tokens = {
  ingest: 'bench-ingest-0123456789abcdef0123',
  read: 'bench-read-0123456789abcdef01234',
};

/** A backend with the telemetry plugin, configured as app-config.yaml has it, that knows the whole fleet. */
export class BenchServer {
  /** The doors that are open: where to send to, by name. */
  doors;
  /** What the fleet page asks for, and with which token. */
  page;
  /** Where the plugin's API is, and which token may read it. */
  api;
  #service;
  #forget;
  #profileFolder;

  /**
   * Starts it and waits until it knows every integration.
   *
   * @param {{ folder: string, toolchain: object, name: string, connection: object, client: string,
   *   profileFolder?: string, entities?: object[] }} options - `entities`: the fleet with more of it than its matchers
   */
  static async start(options) {
    const [port, otlpPort] = [await findFreePort(), await findFreePort()];
    const server = new BenchServer({ ...options, port, otlpPort });
    await server.#waitUntilReady(port);
    await server.#waitUntilIdle();
    const isListening = await canConnect(otlpPort);
    server.doors = {
      ...(isListening && {
        listener: { port: otlpPort, path: '/v1/traces', token: tokens.ingest },
      }),
      backstage: {
        port,
        path: `${BASE}/otlp/v1/traces`,
        token: tokens.ingest,
      },
    };
    server.api = {
      url: `http://127.0.0.1:${port}${BASE}`,
      token: tokens.read,
    };
    server.page = {
      url: `${server.api.url}/v1/health?limit=50`,
      token: tokens.read,
    };
    return server;
  }

  constructor({
    folder,
    toolchain,
    name,
    client,
    connection,
    port,
    otlpPort,
    profileFolder,
    entities = toEntities(createFleet()),
  }) {
    const entitiesFile = join(folder, 'entities.json');
    writeFileSync(entitiesFile, JSON.stringify(entities));
    const config = join(folder, `${name}.json`);
    writeFileSync(
      config,
      JSON.stringify(toConfig({ client, connection, port, otlpPort })),
    );
    const logs = join(cacheDirectory, 'bench');
    mkdirSync(logs, { recursive: true });
    if (profileFolder) {
      mkdirSync(profileFolder, { recursive: true });
    }
    this.#profileFolder = profileFolder && absolute(profileFolder);
    const [command, ...args] = pinned(SERVER_CORE, toolchain.node);
    this.#service = Service.start({
      title: 'The benchmark’s backend',
      node: command,
      nodeArgs: [...args, ...collectorFor(canPin ? 1 : availableParallelism())],
      entry: fileURLToPath(new URL('server.ts', import.meta.url)),
      args: ['--config', config],
      cwd: join(root, 'packages/backend'),
      env: {
        ...toolchain.env,
        NODE_ENV: 'production',
        NODE_COMPILE_CACHE: join(cacheDirectory, 'compiled'),
        TIELINE_BENCH_ENTITIES: entitiesFile,
        ...(profileFolder && { TIELINE_BENCH_PROFILE: this.#currentProfile }),
      },
      logFile: join(logs, `server-${name}.log`),
    });
    this.#forget = onEnd(() => this.stop());
  }

  get logFile() {
    return this.#service.logFile;
  }

  /** Its resident memory, where the system tells; in bytes. */
  residentBytes() {
    try {
      const status = readFileSync(`/proc/${this.#service.pid}/status`, 'utf8');
      return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)[1]) * 1024;
    } catch {
      return undefined;
    }
  }

  /** The processor time that it took so far, in seconds, where the system tells. */
  cpuSeconds() {
    try {
      const stat = readFileSync(`/proc/${this.#service.pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      // utime and stime, in hundredths of a second.
      return (Number(fields[11]) + Number(fields[12])) / 100;
    } catch {
      return undefined;
    }
  }

  /** Has it stand still until {@link resume}. */
  pause() {
    process.kill(this.#service.pid, 'SIGSTOP');
  }

  resume() {
    process.kill(this.#service.pid, 'SIGCONT');
  }

  /** Begins a profile, where profiles are asked for: nothing elsewhere. */
  startProfile(title) {
    if (!this.#profileFolder) {
      return undefined;
    }
    const file = join(
      this.#profileFolder,
      `${title.replace(/\W+/g, '-')}.cpuprofile`,
    );
    process.kill(this.#service.pid, 'SIGUSR2');
    return {
      file,
      stop: async () => {
        process.kill(this.#service.pid, 'SIGUSR2');
        while (!existsSync(this.#currentProfile)) {
          await sleep(100);
        }
        renameSync(this.#currentProfile, file);
      },
    };
  }

  get #currentProfile() {
    return join(this.#profileFolder, 'current.cpuprofile');
  }

  async stop() {
    this.#forget();
    // What stands still can't end.
    this.resume();
    await this.#service.stop();
  }

  /** The first look at everything is over: what is measured begins from rest. */
  async #waitUntilIdle() {
    const deadline = performance.now() + IDLE_TIMEOUT_MS;
    let before = this.cpuSeconds();
    let share = 1;
    while (share > IDLE_SHARE && performance.now() < deadline) {
      await sleep(2_000);
      const now = this.cpuSeconds();
      share = (now - before) / 2;
      before = now;
    }
  }

  async #waitUntilReady(port) {
    const deadline = performance.now() + START_TIMEOUT_MS;
    const ended = this.#service.failOnExit();
    let known = 0;
    while (known < INTEGRATIONS) {
      if (performance.now() > deadline) {
        throw new Failure(
          `The benchmark’s backend knew ${known} of ${INTEGRATIONS} integrations after two minutes.`,
          { logFile: this.logFile },
        );
      }
      await Promise.race([sleep(500), ended]);
      known = await countKnown(port);
    }
  }
}

/** How many integrations the plugin shows the health of. */
async function countKnown(port) {
  try {
    const response = await fetch(
      `http://127.0.0.1:${port}${BASE}/v1/health?limit=1`,
      { headers: { Authorization: `Bearer ${tokens.read}` } },
    );
    const { totalItems } = await response.json();
    return totalItems ?? 0;
  } catch {
    return 0;
  }
}

function canConnect(port) {
  return new Promise(resolve => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

/** What app-config.yaml says, as far as it concerns the receiver. */
function toConfig({ client, connection, port, otlpPort }) {
  const access = (token, subject, permission) => ({
    type: 'static',
    options: { token, subject },
    accessRestrictions: [{ plugin: 'integration-telemetry', permission }],
  });
  return {
    app: { title: 'Bench', baseUrl: `http://localhost:${port}` },
    backend: {
      baseUrl: `http://localhost:${port}`,
      listen: { host: '127.0.0.1', port },
      database: { client, connection },
      auth: {
        externalAccess: [
          access(tokens.ingest, 'bench-ingest', [
            'integration.telemetry.ingest',
            'integration.run.report',
          ]),
          access(tokens.read, 'bench-read', ['integration.read']),
        ],
      },
    },
    permission: { enabled: true },
    integrationTelemetry: {
      otlp: { listen: { host: '127.0.0.1', port: otlpPort } },
    },
  };
}
