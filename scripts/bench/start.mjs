import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../lib/failure.mjs';
import { findFreePort } from '../lib/ports.mjs';
import { step } from '../lib/progress.mjs';
import { onEnd, readOutput } from '../lib/run.mjs';

/** Long enough for the first garbage collections and the first evaluation of all integrations. */
const settleMs = 60_000;

/**
 * How long `npm start` takes on a checkout that is installed and built, and what the backend then needs.
 *
 * @returns {Promise<Record<string, { value: number | null, unit: string, meaning: string }>>}
 */
export async function run({ root }) {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'tieline-bench-'));
  onEnd(() => rmSync(dataDirectory, { recursive: true, force: true }));
  try {
    await step('Install and build', () => startOnce(root, dataDirectory, true));
    rmSync(dataDirectory, { recursive: true, force: true });
    const cold = await step('Start, no databases', () =>
      startOnce(root, dataDirectory),
    );
    const warm = await step('Start, warm databases', () =>
      startOnce(root, dataDirectory, false, settleMs),
    );
    return {
      coldSeconds: {
        value: cold.seconds,
        unit: 's',
        meaning: 'npm start to a usable page, new data directory',
      },
      warmSeconds: {
        value: warm.seconds,
        unit: 's',
        meaning: 'npm start to a usable page, second start',
      },
      homeMilliseconds: {
        value: warm.homeMs,
        unit: 'ms',
        meaning: 'the page itself, as served',
      },
      backendMegabytes: {
        value: warm.backendMb,
        unit: 'MB',
        meaning: `backend, resident ${settleMs / 1000} s later`,
      },
      simulatorMegabytes: {
        value: warm.simulatorMb,
        unit: 'MB',
        meaning: `simulator, resident ${settleMs / 1000} s later`,
      },
    };
  } finally {
    rmSync(dataDirectory, { recursive: true, force: true });
  }
}

async function startOnce(root, dataDirectory, empty = false, stayMs = 0) {
  const port = await findFreePort();
  const startedAt = performance.now();
  const child = spawn(
    process.execPath,
    [
      join(root, 'scripts/start.mjs'),
      '--port',
      String(port),
      ...(empty ? ['--empty'] : []),
    ],
    {
      cwd: root,
      env: { ...process.env, TIELINE_DATA_DIR: dataDirectory },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const ended = new Promise(resolve => child.on('close', resolve));
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  const forget = onEnd(stop);
  try {
    await Promise.race([waitUntilReady(child), failWhenEnded(ended)]);
    const seconds = round((performance.now() - startedAt) / 1000, 1);
    const homeMs = await measureHome(port);
    await sleep(stayMs);
    return { seconds, homeMs, ...(await measureMemory(child.pid)) };
  } finally {
    forget();
    await stop();
  }
}

function waitUntilReady(child) {
  return new Promise(resolve => {
    createInterface({ input: child.stdout }).on('line', line => {
      if (line.startsWith('Ready after')) {
        resolve();
      }
    });
    child.stderr.resume();
  });
}

async function failWhenEnded(ended) {
  const code = await ended;
  throw new Failure(`npm start ended by itself (${code}).`, {
    advice: 'run npm start and read what it says.',
  });
}

async function measureHome(port) {
  const startedAt = performance.now();
  const response = await fetch(`http://localhost:${port}/`);
  await response.text();
  return Math.round(performance.now() - startedAt);
}

/** The resident memory of the two services that a portal starts. */
async function measureMemory(pid) {
  const table = await readOutput('ps', ['-eo', 'ppid=,rss=,args=']);
  const services = table
    .split('\n')
    .map(line => line.trim().match(/^(\d+)\s+(\d+)\s+(.*)$/))
    .filter(match => match && Number(match[1]) === pid);
  const megabytes = entry => {
    const found = services.find(([, , , args]) => args.includes(entry));
    return found ? Math.round(Number(found[2]) / 1024) : null;
  };
  return {
    backendMb: megabytes('src/index.ts'),
    simulatorMb: megabytes('src/main.ts'),
  };
}

function round(value, digits) {
  return Number(value.toFixed(digits));
}
