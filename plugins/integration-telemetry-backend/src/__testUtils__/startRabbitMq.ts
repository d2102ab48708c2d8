import { ChildProcess, execFileSync, spawn } from 'child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { AddressInfo, createServer } from 'net';
import { tmpdir } from 'os';
import { join } from 'path';

/** Where Debian puts it: the command on the path insists on being another user. */
const SERVER = '/usr/lib/rabbitmq/bin/rabbitmq-server';

const START_MS = 60_000;

/** Whether a RabbitMQ server is installed here. */
export const isRabbitMqThere = existsSync(SERVER);

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise(done => server.close(done));
  return port;
}

/**
 * Starts a RabbitMQ server of its own with its management API and its
 * Prometheus exporter, all data in a temporary folder.
 */
export async function startRabbitMq() {
  const folder = mkdtempSync(join(tmpdir(), 'tieline-rabbitmq-'));
  const [amqp, management, exporter, distribution, epmd] = await Promise.all(
    Array.from({ length: 5 }, freePort),
  );
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const env = {
    ...process.env,
    HOME: folder,
    ERL_EPMD_PORT: String(epmd),
    ERL_EPMD_ADDRESS: '127.0.0.1',
    RABBITMQ_NODENAME: `tieline-${amqp}@localhost`,
    RABBITMQ_DIST_PORT: String(distribution),
    RABBITMQ_MNESIA_BASE: join(folder, 'data'),
    RABBITMQ_LOG_BASE: join(folder, 'log'),
    RABBITMQ_ENABLED_PLUGINS_FILE: file(
      'enabled_plugins',
      '[rabbitmq_management,rabbitmq_prometheus].',
    ),
    RABBITMQ_CONFIG_FILE: file(
      'rabbitmq.conf',
      [
        `listeners.tcp.local = 127.0.0.1:${amqp}`,
        'management.tcp.ip = 127.0.0.1',
        `management.tcp.port = ${management}`,
        'prometheus.tcp.ip = 127.0.0.1',
        `prometheus.tcp.port = ${exporter}`,
      ].join('\n'),
    ),
  };
  const server = spawn(SERVER, { env, stdio: 'ignore' });
  const api = async (method: string, path: string, body?: object) => {
    const response = await fetch(`http://127.0.0.1:${management}/api${path}`, {
      method,
      body: body && JSON.stringify(body),
      headers: {
        'content-type': 'application/json',
        authorization: `Basic ${Buffer.from('guest:guest').toString('base64')}`,
      },
    });
    if (!response.ok) {
      throw new Error(`${method} ${path}: HTTP ${response.status}`);
    }
  };
  const stop = async () => {
    await end(server);
    try {
      execFileSync('epmd', ['-port', String(epmd), '-kill'], {
        env,
        stdio: 'ignore',
      });
    } catch {
      // It ends with the last node that it knows.
    }
    rmSync(folder, { recursive: true, force: true });
  };
  const endsAt = Date.now() + START_MS;
  for (;;) {
    try {
      await api('GET', '/overview');
      break;
    } catch (error) {
      if (Date.now() > endsAt || server.exitCode !== null) {
        await stop();
        throw error;
      }
      await new Promise(resolve => setTimeout(resolve, 200));
    }
  }
  return {
    declareQueue: (name: string, args: object = {}) =>
      api('PUT', `/queues/%2f/${name}`, { durable: true, arguments: args }),
    publish: (queue: string, payload: string) =>
      api('POST', '/exchanges/%2f/amq.default/publish', {
        routing_key: queue,
        payload,
        payload_encoding: 'string',
        properties: {},
      }),
    purge: (queue: string) => api('DELETE', `/queues/%2f/${queue}/contents`),
    /** What its exporter says of every queue: `rabbitmq_queue_messages_ready` by the queue's name. */
    async readReady(): Promise<Map<string, number>> {
      const response = await fetch(
        `http://127.0.0.1:${exporter}/metrics/per-object`,
      );
      const found = (await response.text()).matchAll(
        /^rabbitmq_queue_messages_ready\{[^}]*queue="([^"]+)"[^}]*\} (\d+)/gm,
      );
      return new Map(
        [...found].map(([, queue, value]) => [queue, Number(value)]),
      );
    },
    stop,
  };
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) {
    return;
  }
  const exited = new Promise(resolve => server.once('exit', resolve));
  server.kill('SIGTERM');
  await exited;
}
