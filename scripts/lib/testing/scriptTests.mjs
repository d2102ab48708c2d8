import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../paths.mjs';
import { runToEnd } from '../run.mjs';
import { logDirectory } from './phase.mjs';

/**
 * Runs the scripts' own tests with Node's test runner.
 *
 * @returns {Promise<import('./phase.mjs').Outcome>}
 */
export async function runScriptTests({ node, env }) {
  const files = readdirSync(join(root, 'scripts'), { recursive: true })
    .filter(name => name.endsWith('.test.mjs'))
    .map(name => join(root, 'scripts', name));
  const logFile = join(logDirectory, 'scripts.log');
  const code = await runToEnd(
    node,
    ['--test', '--test-reporter=tap', ...files],
    { env, logFile },
  );
  const text = readFileSync(logFile, 'utf8');
  const count = name =>
    Number(text.match(new RegExp(`^# ${name} (\\d+)$`, 'm'))?.[1] ?? 0);
  const failed = count('fail') || (code === 0 ? 0 : 1);
  return {
    passed: count('pass'),
    failed,
    skipped: count('skipped') + count('todo'),
    notes:
      failed > 0
        ? [
            text
              .split('\n')
              .filter(line =>
                /^\s*(not ok|error:|message:|failureType)/.test(line),
              )
              .join('\n'),
            `The whole log: ${logFile}`,
          ]
        : [],
  };
}
