import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root, tools } from './paths.mjs';
import { runOrFail } from './run.mjs';
import { fingerprint, isStamped, stamp, unstamp } from './stamps.mjs';

/** What ends up in the app. `config.d.ts` says which configuration a browser may see. */
const sources = [
  'yarn.lock',
  'app-config.yaml',
  'packages/app',
  'plugins/integrations',
  'plugins/integrations-common',
];

/**
 * Builds the pages, unless they were built from the same sources already.
 *
 * @returns {Promise<boolean>} whether there was something to do
 */
export async function buildApp(toolchain, logFile) {
  const wanted = fingerprint(
    [...sources, ...configurationSchemas()],
    [toolchain.nodeVersion.split('.')[0]],
  );
  const present = existsSync(join(root, 'packages/app/dist/index.html'));
  if (present && isStamped('app', wanted)) {
    return false;
  }
  unstamp('app');
  await runOrFail(
    'Building the app',
    toolchain.node,
    [tools.backstage, 'package', 'build'],
    {
      cwd: join(root, 'packages/app'),
      env: { ...toolchain.env, NODE_ENV: 'production' },
      logFile,
      advice:
        'the log names the file and line; on a clean checkout this is a bug worth reporting.',
    },
  );
  stamp('app', wanted);
  return true;
}

function configurationSchemas() {
  return ['packages', 'plugins'].flatMap(folder =>
    readdirSync(join(root, folder)).map(
      name => `${folder}/${name}/config.d.ts`,
    ),
  );
}
