import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../paths.mjs';
import { readOutput } from '../run.mjs';

/**
 * What the working copy has changed: since the commit where it left the main branch, or since the last commit where it
 * is the main branch.
 *
 * @returns {Promise<{ since: string, files: string[] }>} files that still exist, from the checkout's folder on
 */
export async function findChanges() {
  const since = await findBase();
  const [changed, added] = await Promise.all([
    git('diff', '--name-only', '--relative', since),
    git('ls-files', '--others', '--exclude-standard'),
  ]);
  const files = [...new Set([...changed.split('\n'), ...added.split('\n')])];
  return {
    since,
    files: files.filter(file => file && existsSync(join(root, file))),
  };
}

async function findBase() {
  for (const branch of ['origin/HEAD', 'origin/main']) {
    try {
      return await git('merge-base', 'HEAD', branch);
    } catch {
      // There is no such branch here.
    }
  }
  return 'HEAD';
}

function git(...args) {
  return readOutput('git', args);
}
