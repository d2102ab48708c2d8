import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { Failure } from './failure.mjs';
import { nodeTransform, root } from './paths.mjs';

/**
 * Runs the backend with app-config.production.yaml in the foreground, with its log on the terminal. All secrets come
 * from the environment: none is made here.
 *
 * @param {{ stop: () => unknown }[]} started takes what stops it
 * @throws Failure when it ends by itself
 */
export async function runProduction(toolchain, started) {
  const child = spawn(
    toolchain.node,
    [
      '--require',
      nodeTransform,
      'src/index.ts',
      '--config',
      '../../app-config.production.yaml',
    ],
    {
      cwd: join(root, 'packages/backend'),
      env: { ...toolchain.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: true,
    },
  );
  const exit = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? signal));
  });
  let stopping = false;
  started.push({
    stop: async () => {
      stopping = true;
      child.kill('SIGTERM');
      await exit;
    },
  });
  const code = await exit;
  if (!stopping) {
    throw new Failure(`The backend ended by itself (${code}).`, {
      advice: 'its last lines above say why.',
    });
  }
}
