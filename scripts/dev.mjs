import { join } from 'node:path';
import { runCommand } from './lib/command.mjs';
import {
  layOutCatalog,
  layOutData,
  lockData,
  readSecrets,
} from './lib/dataDirectory.mjs';
import { Failure } from './lib/failure.mjs';
import { runLabelled } from './lib/labelled.mjs';
import { nodeTransform, root, tools } from './lib/paths.mjs';
import { pollUntil, PortalClient } from './lib/portal.mjs';
import { requireFreePort } from './lib/ports.mjs';
import { onEnd } from './lib/run.mjs';
import {
  configArguments,
  serviceEnvironment,
  simulatorEnvironment,
} from './lib/services.mjs';
import { readStartOptions } from './lib/startOptions.mjs';
import { openWorkshop } from './lib/workshop.mjs';

const appPort = 3000;
const answerTimeoutMs = 300_000;

// npm run dev: the backend restarts and the pages reload when a file changes. Same data as npm start.
runCommand(async args => {
  const options = readStartOptions(args);
  if (options.help || options.production) {
    console.log(
      'npm run dev [-- --empty] [-- --port N]   the pages are at http://localhost:3000',
    );
    return 0;
  }
  console.log('');
  const toolchain = await openWorkshop();
  const layout = layOutData(options.dataDirectory, options.empty);
  const lock = await lockData(layout);
  onEnd(lock.release);
  await requireFreePort(options.port, lock.portPatienceMs);
  await requireFreePort(appPort);
  layOutCatalog(layout);
  const setup = {
    ...options,
    baseUrl: `http://localhost:${options.port}`,
    layout,
    secrets: readSecrets(layout),
    toolchain,
  };
  const env = { ...serviceEnvironment(setup), NODE_ENV: 'development' };
  const startPackage = name =>
    runLabelled(
      name,
      toolchain.node,
      [
        tools.backstage,
        'package',
        'start',
        ...configArguments(options.empty ? 'empty' : 'demo', 'dev'),
      ],
      { cwd: join(root, 'packages', name), env },
    );

  const running = [startPackage('backend').exit, startPackage('app').exit];
  if (!options.empty) {
    running.push(simulate(setup, env));
  }
  const code = await Promise.race(running);
  throw new Failure(`A process ended by itself (${code}).`, {
    advice: 'its last lines above say why.',
  });
});

async function simulate(setup, env) {
  const client = new PortalClient(setup.baseUrl, setup.secrets.readToken);
  await pollUntil(async () => {
    const counts = await client.countIntegrations();
    return counts?.total > 0;
  }, answerTimeoutMs);
  const simulator = runLabelled(
    'simulator',
    setup.toolchain.node,
    ['--require', nodeTransform, 'src/main.ts'],
    {
      cwd: join(root, 'packages/simulator'),
      env: { ...env, ...simulatorEnvironment(setup) },
    },
  );
  return simulator.exit;
}
