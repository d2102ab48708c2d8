import { readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root, tools } from '../paths.mjs';
import { lastLines } from '../failure.mjs';
import { runToEnd } from '../run.mjs';
import { logDirectory } from './phase.mjs';

/** A test that never ends must not keep the ones after it from running. */
const timeoutMs = 20 * 60_000;
/** How many failures are printed; the log has all. */
const shownFailures = 15;

const soakFile = '\\.soak\\.test\\.[jt]sx?$';

/**
 * Runs the unit and integration tests of all packages.
 *
 * @param {object} options
 * @param {string} [options.postgres] connection string; without it the tests use SQLite only
 * @param {boolean} [options.soak] only the tests that take minutes; otherwise all but them
 * @param {string} [options.changedSince] only tests that files changed since this commit can have an effect on
 * @returns {Promise<import('./phase.mjs').Outcome>}
 */
export async function runJest(toolchain, options) {
  const name = options.soak ? 'soak' : 'jest';
  const results = join(logDirectory, `${name}.json`);
  const logFile = join(logDirectory, `${name}.log`);
  rmSync(results, { force: true });
  const code = await runToEnd(
    toolchain.node,
    [
      tools.backstage,
      'repo',
      'test',
      '--watchAll=false',
      // Campaigns measure what they load, so they run one after the other.
      `--maxWorkers=${options.soak ? 1 : 2}`,
      '--silent',
      '--json',
      `--outputFile=${results}`,
      ...selection(options),
    ],
    {
      env: environment(toolchain, options),
      logFile,
      timeoutMs: options.soak ? undefined : timeoutMs,
    },
  );
  return readOutcome(results, logFile, code);
}

function selection({ soak, changedSince }) {
  if (soak) {
    return ['--testTimeout=600000', '--testPathPatterns', soakFile];
  }
  const normal = [
    `--testPathIgnorePatterns=${soakFile}`,
    '--testPathIgnorePatterns=/node_modules/',
  ];
  return changedSince ? [...normal, `--changedSince=${changedSince}`] : normal;
}

function environment({ env }, { postgres }) {
  return {
    ...env,
    TZ: 'UTC',
    NODE_ENV: 'test',
    FORCE_COLOR: '0',
    // Backstage's TestDatabases would otherwise start containers where CI is set.
    BACKSTAGE_TEST_DISABLE_DOCKER: '1',
    ...(postgres && {
      BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING: postgres,
    }),
  };
}

function readOutcome(results, logFile, code) {
  let report;
  try {
    report = JSON.parse(readFileSync(results, 'utf8'));
  } catch {
    return {
      passed: 0,
      failed: code === 0 ? 0 : 1,
      notes:
        code === 0
          ? ['No test is affected.']
          : [lastLines(logFile, 40).join('\n'), `The whole log: ${logFile}`],
    };
  }
  // A file that can't even be loaded has no tests to count.
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' &&
      !assertionResults.some(test => test.status === 'failed'),
  );
  const failures = [
    ...broken.map(file => `${shortName(file.name)}\n${file.message}`),
    ...report.testResults.flatMap(file =>
      file.assertionResults
        .filter(test => test.status === 'failed')
        .map(
          test =>
            `${shortName(file.name)} › ${test.fullName}\n${test.failureMessages.join('\n')}`,
        ),
    ),
  ];
  const failed = failures.length || (report.success || code === 0 ? 0 : 1);
  return {
    passed: report.numPassedTests,
    failed,
    skipped: report.numPendingTests + report.numTodoTests,
    notes: [
      ...failures.slice(0, shownFailures).map(shorten),
      ...(failed > 0 ? [`The whole log: ${logFile}`] : []),
    ],
  };
}

function shortName(file) {
  return relative(root, file);
}

function shorten(text) {
  const lines = text
    .split('\n')
    .filter(line => !line.includes('node_modules/'));
  return lines.length > 30 ? [...lines.slice(0, 30), '…'].join('\n') : text;
}
