import { Entity } from '@backstage/catalog-model';
import { ChildProcess, fork } from 'child_process';
import { createServer } from 'net';
import { join } from 'path';

/** How long it has to end by itself before it is killed. */
const STOP_MS = 10_000;
const TOKEN = 'a-token-that-only-tests-know';

const nodeTransform =
  require.resolve('@backstage/cli-node/config/nodeTransform.cjs');

/** Where a receiver keeps its data. */
export type ReceiverDatabase =
  | { client: 'better-sqlite3'; connection: { directory: string } }
  | { client: 'pg'; connection: object; prefix: string };

async function findFreePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>(resolve => {
          const server = createServer();
          server.listen(0, '127.0.0.1', () => resolve(server));
        }),
    ),
  );
  return Promise.all(
    servers.map(server => {
      const { port } = server.address() as { port: number };
      return new Promise<number>(resolve => server.close(() => resolve(port)));
    }),
  );
}

/** A receiver in a process of its own, at the same addresses after each start. */
export class Receiver {
  readonly #argument: string;
  readonly authorization = `Bearer ${TOKEN}`;
  /** The addresses that OTLP can be sent to. */
  readonly doors: string[];
  #child: ChildProcess | undefined;
  #exit: Promise<unknown> = Promise.resolve();
  #said = '';
  #ready: Promise<void> = Promise.reject(new Error('It was never started'));

  static async create(options: {
    database: ReceiverDatabase;
    entities: Entity[];
  }): Promise<Receiver> {
    return new Receiver(options, await findFreePorts(2));
  }

  private constructor(
    options: { database: ReceiverDatabase; entities: Entity[] },
    [port, otlpPort]: number[],
  ) {
    this.#ready.catch(() => {});
    this.doors = [
      `http://127.0.0.1:${port}/api/integration-telemetry/otlp`,
      `http://127.0.0.1:${otlpPort}`,
    ];
    this.#argument = JSON.stringify({
      entities: options.entities,
      config: {
        backend: {
          baseUrl: `http://127.0.0.1:${port}`,
          listen: { host: '127.0.0.1', port },
          database: options.database,
          auth: {
            externalAccess: [
              {
                type: 'static',
                options: { token: TOKEN, subject: 'campaign' },
              },
            ],
          },
        },
        integrationTelemetry: {
          otlp: { listen: { host: '127.0.0.1', port: otlpPort } },
          catalog: { interval: { seconds: 1 } },
        },
      },
    });
  }

  /** Resolves while it takes requests. */
  get ready(): Promise<void> {
    return this.#ready;
  }

  /** The last of what it wrote to its log. */
  get said(): string {
    return this.#said;
  }

  async start(): Promise<void> {
    const child = fork(join(__dirname, 'receiver.ts'), [this.#argument], {
      execArgv: ['--require', nodeTransform],
      env: { ...process.env, NODE_ENV: 'production', LOG_LEVEL: 'warn' },
      silent: true,
    });
    this.#child = child;
    for (const stream of [child.stdout!, child.stderr!]) {
      stream.on('data', chunk => {
        this.#said = `${this.#said}${chunk}`.slice(-10_000);
      });
    }
    this.#exit = new Promise(resolve => child.on('close', resolve));
    this.#ready = new Promise((resolve, reject) => {
      child.on('message', message => {
        // Backstage's tooling talks to its parent too.
        if (message === 'ready') {
          resolve();
        }
      });
      child.on('close', () =>
        reject(new Error(`The receiver ended:\n${this.#said}`)),
      );
    });
    this.#ready.catch(() => {});
    await this.#ready;
  }

  /** Ends it as a power failure would. */
  async kill(): Promise<void> {
    this.#child!.kill('SIGKILL');
    await this.#exit;
  }

  /** Tells it to end, as a deployment does. */
  async stop(): Promise<void> {
    this.#child?.kill('SIGTERM');
    const timer = setTimeout(() => this.#child?.kill('SIGKILL'), STOP_MS);
    await this.#exit;
    clearTimeout(timer);
  }
}
