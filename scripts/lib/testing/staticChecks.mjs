import { join } from 'node:path';
import { cacheDirectory, tools } from '../paths.mjs';
import { generateWireTypes } from '../wireTypes.mjs';
import { runCheck } from './phase.mjs';

/** Whether all files, or only the given ones, are formatted. */
export function checkFormatting({ node, env }, files = ['.']) {
  return runCheck(
    'format',
    node,
    [
      tools.prettier,
      '--check',
      '--ignore-unknown',
      '--log-level',
      'warn',
      '--cache',
      '--cache-location',
      join(cacheDirectory, 'prettier'),
      ...files,
    ],
    { env },
  );
}

/** Whether the wire types are those of the OpenAPI documents. */
export async function checkWireTypes(toolchain) {
  const outdated = await generateWireTypes(toolchain, { check: true });
  return outdated.length === 0
    ? { passed: 1, failed: 0 }
    : {
        passed: 0,
        failed: 1,
        notes: [
          `Not what their OpenAPI document says: ${outdated.join(', ')}`,
          'npm run generate writes them anew.',
        ],
      };
}

/** Lints every package; one that has not changed since it passed is skipped. */
export function checkLint({ node, env }) {
  return runCheck(
    'lint',
    node,
    [
      tools.backstage,
      'repo',
      'lint',
      '--max-warnings',
      '0',
      '--success-cache',
      '--success-cache-dir',
      join(cacheDirectory, 'lint'),
    ],
    { env: { ...env, FORCE_COLOR: '0' } },
  );
}

/** Type-checks the whole repository; what it learned is kept for the next time. */
export function checkTypes({ node, env }) {
  return runCheck(
    'types',
    node,
    [
      tools.typescript,
      '--noEmit',
      '--pretty',
      'false',
      '--incremental',
      '--tsBuildInfoFile',
      join(cacheDirectory, 'types.tsbuildinfo'),
    ],
    { env },
  );
}
