import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { cacheDirectory, root } from '../../../../scripts/lib/paths.mjs';

/** esbuild comes with Backstage's command line, which builds packages with it. */
const requireOfBackstage = createRequire(
  createRequire(join(root, 'package.json')).resolve(
    '@backstage/cli/package.json',
  ),
);

/**
 * Compiles a script with all that it imports, as what npm installs is compiled already.
 *
 * @param {string} entry a TypeScript file
 * @returns {Promise<string>} a file that Node runs
 */
export async function bundle(entry) {
  const outfile = join(
    cacheDirectory,
    'bench',
    `${basename(entry, '.ts')}.cjs`,
  );
  await requireOfBackstage('esbuild').build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    // These find files of their own beside them.
    external: ['@backstage/*', 'knex', 'better-sqlite3'],
    // Of packages that have both, what has no loader of its own.
    mainFields: ['module', 'main'],
    platform: 'node',
    target: 'node22',
    logLevel: 'error',
  });
  return outfile;
}
