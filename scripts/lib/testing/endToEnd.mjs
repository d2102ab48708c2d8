import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Failure } from '../failure.mjs';
import { root, tools } from '../paths.mjs';
import { pollUntil, PortalClient } from '../portal.mjs';
import { findFreePort } from '../ports.mjs';
import { onEnd, runToEnd } from '../run.mjs';
import { findChromium } from './chromium.mjs';
import { logDirectory } from './phase.mjs';

/** A first start on two cores with everything installed: build, migrate, read the catalog. */
const startTimeoutMs = 8 * 60_000;
/** Five weeks of it take less than a minute on two idle cores. */
const historyTimeoutMs = 8 * 60_000;
const walkTimeoutMs = 20 * 60_000;
const shownFailures = 10;

/**
 * Walks the journeys in a real Chromium against `npm start` with a data directory of its own.
 *
 * @returns {Promise<import('./phase.mjs').Outcome>}
 */
export async function runEndToEnd(toolchain, tell) {
  if (!existsSync(join(root, 'packages/app/e2e-tests'))) {
    return { passed: 0, failed: 0, notes: ['There are no journeys.'] };
  }
  tell('looking for Chromium');
  const chromium = await findChromium(toolchain);
  if (!chromium) {
    return {
      passed: 0,
      failed: process.env.CI ? 1 : 0,
      skipped: 1,
      notes: ['Skipped: there is no Chromium here. Install one, then repeat.'],
    };
  }
  tell('starting the portal');
  const portal = await openPortal();
  try {
    tell('waiting for the history');
    await waitForHistory(portal);
    tell(`walking the journeys at ${portal.baseUrl}`);
    return await walk(toolchain, chromium, portal);
  } finally {
    await portal.stop();
  }
}

/** `npm start`, as anybody would run it, but for port and data directory. */
async function openPortal() {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'tieline-e2e-'));
  const port = await findFreePort();
  const child = spawn(
    process.execPath,
    [join(root, 'scripts/start.mjs'), '--port', String(port)],
    {
      cwd: root,
      env: { ...process.env, TIELINE_DATA_DIR: dataDirectory },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const exited = new Promise(resolve => child.on('close', resolve));
  const stop = async () => {
    child.kill('SIGTERM');
    await exited;
    rmSync(dataDirectory, { recursive: true, force: true });
  };
  const forget = onEnd(stop);
  const said = [];
  const ready = new Promise(resolve => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', line => {
        said.push(line);
        if (line.startsWith('Ready after')) {
          resolve('ready');
        }
      });
    }
  });
  const late = new Promise(resolve =>
    setTimeout(resolve, startTimeoutMs, 'late').unref(),
  );
  const result = await Promise.race([ready, exited, late]);
  if (result !== 'ready') {
    await stop();
    throw new Failure(
      `npm start ${result === 'late' ? 'took too long' : 'failed'}:\n${said.slice(-40).join('\n')}`,
    );
  }
  return {
    baseUrl: `http://localhost:${port}`,
    dataDirectory,
    async stop() {
      forget();
      await stop();
    },
  };
}

/** The journeys look for what the simulated history shows. */
async function waitForHistory({ baseUrl, dataDirectory }) {
  const token = readFileSync(join(dataDirectory, 'read-token'), 'utf8').trim();
  const client = new PortalClient(baseUrl, token);
  const complete = await pollUntil(
    async () => (await client.readHistoryShare()) === 1,
    historyTimeoutMs,
  );
  if (!complete) {
    throw new Failure('The simulated history has not arrived.', {
      logFile: join(dataDirectory, 'logs/simulator.log'),
    });
  }
}

async function walk({ node, env }, chromium, portal) {
  const results = join(logDirectory, 'e2e.json');
  const logFile = join(logDirectory, 'e2e.log');
  rmSync(results, { force: true });
  const code = await runToEnd(node, [tools.playwright, 'test'], {
    env: {
      ...env,
      TIELINE_URL: portal.baseUrl,
      TIELINE_DATA_DIR: portal.dataDirectory,
      TIELINE_CHROMIUM: chromium,
      TIELINE_E2E_RESULTS: results,
    },
    logFile,
    timeoutMs: walkTimeoutMs,
  });
  return readOutcome(results, logFile, code);
}

function readOutcome(results, logFile, code) {
  if (!existsSync(results)) {
    throw new Failure('Playwright did not finish.', { logFile });
  }
  const report = JSON.parse(readFileSync(results, 'utf8'));
  const tests = report.suites.flatMap(suite => listTests(suite));
  const failures = tests.filter(({ status }) => status === 'unexpected');
  const broken = report.errors.map(({ message }) => message);
  const failed = failures.length + broken.length || (code === 0 ? 0 : 1);
  return {
    passed: tests.filter(({ status }) => /^(expected|flaky)$/.test(status))
      .length,
    failed,
    skipped: tests.filter(({ status }) => status === 'skipped').length,
    notes: [
      ...broken,
      ...failures
        .slice(0, shownFailures)
        .map(({ title, message }) => `${title}\n${message}`),
      ...(failed > 0 ? [`The whole log: ${logFile}`] : []),
    ],
  };
}

/** The tests of a suite of Playwright's report and of those below it. */
function listTests(suite, path = []) {
  const here = [...path, suite.title];
  return [
    ...suite.specs.flatMap(spec =>
      spec.tests.map(test => ({
        title: [...here, spec.title].join(' › '),
        status: test.status,
        message: stripColours(
          test.results
            .at(-1)
            ?.errors.map(error => error.message)
            .join('\n') ?? '',
        ),
      })),
    ),
    ...(suite.suites ?? []).flatMap(child => listTests(child, here)),
  ];
}

function stripColours(text) {
  // eslint-disable-next-line no-control-regex -- terminal colours begin with an escape character
  return text.replace(/\u001b\[[0-9;]*m/g, '');
}
