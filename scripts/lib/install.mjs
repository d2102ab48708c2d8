import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './failure.mjs';
import { root } from './paths.mjs';
import { runToEnd } from './run.mjs';
import { fingerprint, isStamped, stamp, unstamp } from './stamps.mjs';
import { yarnEnvironment } from './toolchain.mjs';

/**
 * Installs the dependencies as yarn.lock has them, unless that was done already.
 *
 * @returns {Promise<boolean>} whether there was something to do
 */
export async function installDependencies(toolchain, logFile) {
  const wanted = fingerprint(
    ['yarn.lock', '.yarnrc.yml', 'package.json', ...packageManifests()],
    [toolchain.nodeVersion, process.platform, process.arch],
  );
  const present = existsSync(join(root, 'node_modules/.yarn-state.yml'));
  if (present && isStamped('install', wanted)) {
    return false;
  }
  unstamp('install');
  const code = await runToEnd(
    toolchain.node,
    [toolchain.yarn, 'install', '--immutable'],
    { env: { ...toolchain.env, ...(await yarnEnvironment()) }, logFile },
  );
  if (code !== 0) {
    throw new Failure(
      `Installing the dependencies failed (exit code ${code}).`,
      { logFile, advice: adviceFor(readFileSync(logFile, 'utf8')) },
    );
  }
  stamp('install', wanted);
  return true;
}

/** By the codes of Yarn's messages. */
function adviceFor(log) {
  if (log.includes('YN0028')) {
    return 'a package.json and yarn.lock differ. "npm run yarn -- install" brings yarn.lock up to date; commit both.';
  }
  if (log.includes('YN0009')) {
    return 'a native module could be neither downloaded nor compiled here. Compiling needs python3, make and a C++ compiler.';
  }
  return 'check that "npm ping" works, then run this again.';
}

function packageManifests() {
  return ['packages', 'plugins'].flatMap(folder =>
    readdirSync(join(root, folder)).map(
      name => `${folder}/${name}/package.json`,
    ),
  );
}
