import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { root, tools } from '../paths.mjs';
import { runToEnd } from '../run.mjs';
import { logDirectory } from './phase.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'chrome'];
const macPaths = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * A Chromium for the end-to-end tests: what the machine has, else what Playwright can download, else in CI Debian's.
 *
 * @returns {Promise<string | undefined>} its file, or undefined where there is none to be had
 */
export async function findChromium(toolchain) {
  return (
    findInstalled() ??
    (await downloadChromium(toolchain)) ??
    (await installPackage())
  );
}

function findInstalled() {
  const fromPath = process.env.PATH.split(delimiter).flatMap(folder =>
    names.map(name => join(folder, name)),
  );
  return [...fromPath, ...macPaths, ownPath()].find(
    path => path && existsSync(path),
  );
}

/** Where Playwright keeps the browser that fits it, whether it is there or not. */
function ownPath() {
  try {
    const require = createRequire(join(root, 'package.json'));
    return require('@playwright/test').chromium.executablePath();
  } catch {
    return undefined;
  }
}

async function downloadChromium({ node, env }) {
  await runToEnd(
    node,
    [tools.playwright, 'install', '--only-shell', 'chromium'],
    { env, logFile: join(logDirectory, 'chromium-download.log') },
  );
  return findInstalled();
}

async function installPackage() {
  if (
    !process.env.CI ||
    process.getuid?.() !== 0 ||
    !existsSync('/usr/bin/apt-get')
  ) {
    return undefined;
  }
  const logFile = join(logDirectory, 'chromium-install.log');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await runToEnd('apt-get', ['update'], { env, logFile });
  await runToEnd(
    'apt-get',
    ['install', '--yes', '--no-install-recommends', 'chromium'],
    { env, logFile },
  );
  return findInstalled();
}
