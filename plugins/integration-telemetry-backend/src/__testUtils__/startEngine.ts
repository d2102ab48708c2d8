import { spawn, spawnSync } from 'child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { createServer } from 'net';
import { tmpdir } from 'os';
import { join } from 'path';
import { Exposition } from './exposition';

/** A real engine that a test started. */
export interface StartedEngine {
  url: string;
  stop(): Promise<void>;
}

/** An engine that tests can start where it is installed. */
export interface EngineKind {
  name: string;
  isInstalled: boolean;
  start(exposition: Exposition): Promise<StartedEngine>;
}

function isInstalled(command: string): boolean {
  return (
    spawnSync(command, ['--version'], { timeout: 10_000 }).error === undefined
  );
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        resolve(typeof address === 'object' && address ? address.port : 0),
      );
    });
  });
}

async function startProcess(
  command: string,
  args: string[],
  healthUrl: string,
): Promise<() => Promise<void>> {
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let words = '';
  child.stderr.on('data', chunk => {
    words = (words + chunk).slice(-4_000);
  });
  const ended = new Promise<void>(resolve => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const stop = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  for (let attempt = 0; attempt < 400; attempt += 1) {
    const answer = await fetch(healthUrl).catch(() => undefined);
    if (answer?.ok) {
      return stop;
    }
    if (child.exitCode !== null) {
      break;
    }
    await new Promise(resolve => setTimeout(resolve, 25));
  }
  await stop();
  throw new Error(`${command} did not start: ${words}`);
}

/** Starts `victoria-metrics` with what an exposition says. */
export const victoriaMetrics: EngineKind = {
  name: 'VictoriaMetrics',
  isInstalled: isInstalled('victoria-metrics'),
  async start(exposition) {
    const directory = mkdtempSync(join(tmpdir(), 'tieline-engine-'));
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const end = await startProcess(
      'victoria-metrics',
      [
        `-storageDataPath=${directory}`,
        `-httpListenAddr=127.0.0.1:${port}`,
        '-retentionPeriod=1y',
        '-memory.allowedBytes=64MiB',
      ],
      `${url}/health`,
    );
    const stop = async () => {
      await end();
      rmSync(directory, { recursive: true, force: true });
    };
    const answer = await fetch(`${url}/api/v1/import/prometheus`, {
      method: 'POST',
      body: exposition.text('milliseconds'),
    });
    await fetch(`${url}/internal/force_flush`);
    if (!answer.ok) {
      await stop();
      throw new Error(`VictoriaMetrics took nothing: ${await answer.text()}`);
    }
    return { url, stop };
  },
};

/** Starts `prometheus` with what an exposition says, in blocks that `promtool` writes. */
export const prometheus: EngineKind = {
  name: 'Prometheus',
  isInstalled: isInstalled('prometheus') && isInstalled('promtool'),
  start: exposition =>
    startPrometheus(folder => {
      const input = join(folder, 'input.om');
      writeFileSync(input, `${exposition.text('seconds')}# EOF\n`);
      const blocks = spawnSync('promtool', [
        'tsdb',
        'create-blocks-from',
        'openmetrics',
        input,
        join(folder, 'data'),
      ]);
      if (blocks.status !== 0) {
        throw new Error(`promtool wrote no blocks: ${blocks.stderr}`);
      }
      return 'scrape_configs: []\n';
    }),
};

/** Starts `prometheus` so that it scrapes an address of this machine, native histograms included. */
export function startScraping(port: number): Promise<StartedEngine> {
  return startPrometheus(
    () =>
      `scrape_configs: [{ job_name: test, scrape_interval: 500ms, scrape_timeout: 500ms, static_configs: [{ targets: ['127.0.0.1:${port}'] }] }]\n`,
    ['--enable-feature=native-histograms'],
  );
}

async function startPrometheus(
  prepare: (folder: string) => string,
  options: string[] = [],
): Promise<StartedEngine> {
  const folder = mkdtempSync(join(tmpdir(), 'tieline-engine-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const config = join(folder, 'prometheus.yml');
    writeFileSync(config, prepare(folder));
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const end = await startProcess(
      'prometheus',
      [
        `--config.file=${config}`,
        `--storage.tsdb.path=${join(folder, 'data')}`,
        '--storage.tsdb.retention.time=1y',
        `--web.listen-address=127.0.0.1:${port}`,
        ...options,
      ],
      `${url}/-/ready`,
    );
    const stop = async () => {
      await end();
      remove();
    };
    return { url, stop };
  } catch (error) {
    remove();
    throw error;
  }
}

/** The engines that are installed here; says which are not. */
export function installedEngines(): EngineKind[] {
  return [victoriaMetrics, prometheus].filter(({ name, isInstalled: is }) => {
    if (!is) {
      process.stderr.write(
        `${name} is not installed: tests with it are left out\n`,
      );
    }
    return is;
  });
}
