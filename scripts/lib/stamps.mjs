import { createHash } from 'node:crypto';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { cacheDirectory, root } from './paths.mjs';

/** Folders that are made from others, or hold nothing that a build reads. */
const skippedFolders = new Set([
  'node_modules',
  'dist',
  'dist-types',
  'e2e-tests',
  'coverage',
]);

/**
 * A digest over files: their paths in the checkout and their bytes.
 *
 * @param {string[]} paths files and folders, from the checkout's folder on; missing ones count as absent
 * @param {string[]} facts other things that the result depends on, such as a version
 */
export function fingerprint(paths, facts = []) {
  const hash = createHash('sha256');
  for (const fact of facts) {
    hash.update(`${fact}\0`);
  }
  for (const file of paths.flatMap(path => listFiles(join(root, path)))) {
    hash.update(`${relative(root, file)}\0`);
    hash.update(readFileSync(file));
  }
  return hash.digest('hex');
}

/** Whether a step was done before with the same fingerprint. */
export function isStamped(name, value) {
  try {
    return readFileSync(stampFile(name), 'utf8') === value;
  } catch {
    return false;
  }
}

/** Remembers that a step was done. */
export function stamp(name, value) {
  mkdirSync(cacheDirectory, { recursive: true });
  writeFileSync(stampFile(name), value);
}

/** Forgets it, before the step begins: a step that is broken off has not been done. */
export function unstamp(name) {
  rmSync(stampFile(name), { force: true });
}

function stampFile(name) {
  return join(cacheDirectory, `${name}.stamp`);
}

/** All files of a folder in a stable order, or the file itself. */
function listFiles(path) {
  let entries;
  try {
    entries = readdirSync(path, { withFileTypes: true });
  } catch (error) {
    return error.code === 'ENOTDIR' ? [path] : [];
  }
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .filter(entry => !skippedFolders.has(entry.name))
    .flatMap(entry => listFiles(join(path, entry.name)));
}
