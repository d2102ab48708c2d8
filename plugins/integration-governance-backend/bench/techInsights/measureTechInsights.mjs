import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { pinned, SERVER_CORE } from '../../../../scripts/lib/bench/cores.mjs';
import { fetchInstalled } from '../../../../scripts/lib/bench/fetchPackage.mjs';
import { Failure } from '../../../../scripts/lib/failure.mjs';
import { cacheDirectory, root } from '../../../../scripts/lib/paths.mjs';
import { findFreePort } from '../../../../scripts/lib/ports.mjs';
import { onEnd } from '../../../../scripts/lib/run.mjs';
import { Service } from '../../../../scripts/lib/service.mjs';

const PLUGIN = '@backstage-community/plugin-tech-insights-backend';
const PACKAGES = [
  `${PLUGIN}@3.1.0`,
  `${PLUGIN}-module-jsonfc@0.10.0`,
  '@backstage/backend-defaults@0.17.7',
];
const TOKEN = 'bench-read-0123456789abcdef01234';
const START_TIMEOUT_MS = 120_000;
const PAUSE_MS = 20;
const TEAM = 26;

/** Each part with how often it is asked for: the portfolio takes minutes, and finds all warm. */
const PARTS = {
  integration: { count: 100, warmUp: 10 },
  team: { count: 50, warmUp: 5 },
  portfolio: { count: 1, warmUp: 0 },
};

/**
 * How long Tech Insights takes to answer as many checks as the checklist has, for the same integrations, each a rule of
 * one fact that is stored.
 *
 * @param {{ toolchain: object, kind: 'sqlite' | 'postgres', size: number, folder: string }} bench
 * @param {{ client: string, connection: object }} database an empty one
 * @returns {Promise<Record<string, { p50Ms: number }>>} by part: all integrations, a team's, one
 */
export async function measureTechInsights(
  { toolchain, kind, size, folder },
  database,
) {
  const [name, ...others] = PACKAGES;
  const installed = await fetchInstalled(name, others);
  linkSqlite(installed);
  const entry = join(installed, 'backend.mjs');
  copyFileSync(fileURLToPath(new URL('backend.mjs', import.meta.url)), entry);
  const checkIds = readCheckIds();
  const port = await findFreePort();
  const config = join(folder, `tech-insights-${kind}-${size}.json`);
  writeFileSync(config, JSON.stringify(toConfig(port, database, checkIds)));
  const logs = join(cacheDirectory, 'bench');
  mkdirSync(logs, { recursive: true });
  const [node, ...nodeArgs] = pinned(SERVER_CORE, toolchain.node);
  const service = Service.start({
    title: 'Tech Insights',
    node,
    nodeArgs,
    entry,
    args: ['--config', config],
    cwd: installed,
    env: {
      ...toolchain.env,
      NODE_ENV: 'production',
      TIELINE_BENCH_INTEGRATIONS: String(size),
      TIELINE_BENCH_FACTS: JSON.stringify(checkIds.map(toFact)),
    },
    logFile: join(logs, `tech-insights-${kind}-${size}.log`),
  });
  const forget = onEnd(() => service.stop());
  try {
    const url = `http://127.0.0.1:${port}/api/tech-insights`;
    await waitForFacts(url, service, size);
    const measured = {};
    for (const [part, { count, warmUp }] of Object.entries(PARTS)) {
      await time(url, part, size, checkIds, warmUp);
      measured[part] = await time(url, part, size, checkIds, count);
    }
    return measured;
  } finally {
    forget();
    await service.stop();
  }
}

/** Its own was not compiled: packages are installed without running their scripts. */
function linkSqlite(installed) {
  const link = join(installed, 'node_modules/better-sqlite3');
  if (!existsSync(link)) {
    symlinkSync(join(root, 'node_modules/better-sqlite3'), link);
  }
}

function readCheckIds() {
  const file = new URL('../../checklist/2026-11.yaml', import.meta.url);
  return parse(readFileSync(file, 'utf8')).checks.map(({ id }) => id);
}

function toFact(checkId) {
  return checkId.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
}

function toConfig(port, { client, connection }, checkIds) {
  return {
    app: { title: 'Bench', baseUrl: `http://localhost:${port}` },
    backend: {
      baseUrl: `http://localhost:${port}`,
      listen: { host: '127.0.0.1', port },
      database: { client, connection },
      auth: {
        externalAccess: [
          { type: 'static', options: { token: TOKEN, subject: 'bench-read' } },
        ],
      },
    },
    techInsights: {
      factRetrievers: {
        integrationFacts: {
          cadence: '0 0 1 1 *',
          initialDelay: { seconds: 1 },
          lifecycle: { maxItems: 1 },
        },
      },
      factChecker: {
        checks: Object.fromEntries(
          checkIds.map(id => [
            id,
            {
              type: 'json-rules-engine',
              name: id,
              description: id,
              factIds: ['integrationFacts'],
              rule: {
                conditions: {
                  all: [{ fact: toFact(id), operator: 'equal', value: true }],
                },
              },
            },
          ]),
        ),
      },
    },
  };
}

function requestOf(part, nth, size) {
  const nameOf = place => `integration-${place % size}`;
  if (part === 'integration') {
    return {
      path: `/checks/run/default/integration/${nameOf(nth * 131)}`,
      body: {},
      results: 1,
    };
  }
  const entities =
    part === 'team'
      ? Array.from({ length: TEAM }, (_, place) => ({
          namespace: 'default',
          kind: 'integration',
          name: nameOf(nth * 7 + place * Math.ceil(size / TEAM)),
        }))
      : // All that it knows.
        [];
  return {
    path: '/checks/run',
    body: { entities },
    results: part === 'team' ? TEAM : size,
  };
}

async function time(url, part, size, checkIds, count) {
  const took = [];
  for (let nth = 0; nth < count; nth += 1) {
    const { path, body, results } = requestOf(part, nth, size);
    const startedAt = performance.now();
    const answer = await ask(`${url}${path}`, body);
    took.push(performance.now() - startedAt);
    const found = part === 'integration' ? [{ results: answer }] : answer;
    const checks = found.map(one => one.results.length);
    if (found.length !== results || checks.some(n => n !== checkIds.length)) {
      throw new Failure(
        `Tech Insights answered ${Math.min(...checks)} of ${checkIds.length} checks for ${found.length} of ${results} integrations.`,
      );
    }
    await sleep(PAUSE_MS);
  }
  took.sort((left, right) => left - right);
  return { p50Ms: took[Math.floor((took.length - 1) * 0.5)] };
}

async function ask(url, body) {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${TOKEN}`,
      'Content-Type': 'application/json',
    },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) {
    throw new Failure(`${url} was answered with ${response.status}: ${text}`);
  }
  return JSON.parse(text);
}

/** The facts of the last one are there once all are: they are written in one transaction. */
async function waitForFacts(url, service, size) {
  const deadline = performance.now() + START_TIMEOUT_MS;
  const ended = service.failOnExit();
  for (;;) {
    const found = await ask(
      `${url}/checks/run/default/integration/integration-${size - 1}`,
      {},
    ).catch(() => []);
    if (found.length > 0) {
      return;
    }
    if (performance.now() > deadline) {
      throw new Failure('Tech Insights has no facts.', {
        logFile: service.logFile,
      });
    }
    await Promise.race([sleep(500), ended]);
  }
}
