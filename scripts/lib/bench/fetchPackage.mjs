import {
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../failure.mjs';
import { cacheDirectory } from '../paths.mjs';
import { readOutput } from '../run.mjs';

const folder = join(cacheDirectory, 'bench');

/**
 * Fetches files of a package from the registry that npm is set up for, once.
 *
 * @param {string} name with its version
 * @param {string[]} files as they are called in the package; nothing else of it is unpacked
 * @returns {Promise<string>} the folder that they are in
 * @throws Failure where the registry can't be reached
 */
export async function fetchFiles(name, files) {
  return fetchOnce(name, async into => {
    const packed = await readOutput('npm', [
      'pack',
      '--silent',
      ...['--pack-destination', into, name],
    ]);
    const archive = join(into, packed.split('\n').at(-1));
    await readOutput('tar', [
      ...['-xzf', archive, '-C', into, '--strip-components=1'],
      ...files.map(file => `package/${file}`),
    ]);
    rmSync(archive);
  });
}

/**
 * Installs a package with all that it depends on, in a folder of its own, once.
 *
 * @param {string} name with its version
 * @param {string[]} [others] what is installed beside it, with their versions
 * @returns {Promise<string>} the folder, from which it can be imported
 * @throws Failure where the registry can't be reached
 */
export async function fetchInstalled(name, others = []) {
  return fetchOnce(name, async into => {
    writeFileSync(join(into, 'package.json'), '{ "private": true }');
    await readOutput(
      'npm',
      [
        'install',
        '--no-audit',
        '--no-fund',
        '--ignore-scripts',
        name,
        ...others,
      ],
      { cwd: into },
    );
  });
}

async function fetchOnce(name, fill) {
  const there = join(folder, name.replace(/[^\w.-]/g, '-'));
  if (existsSync(there)) {
    return there;
  }
  const halfway = `${there}.part`;
  rmSync(halfway, { recursive: true, force: true });
  mkdirSync(halfway, { recursive: true });
  try {
    await fill(halfway);
  } catch (error) {
    throw new Failure(`${name} could not be fetched.\n${error.message}`, {
      advice: 'check that "npm ping" works, then run this again.',
    });
  }
  renameSync(halfway, there);
  return there;
}
