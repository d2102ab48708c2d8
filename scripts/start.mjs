import { join } from 'node:path';
import { buildApp } from './lib/buildApp.mjs';
import {
  layOutCatalog,
  layOutData,
  lockData,
  readSecrets,
} from './lib/dataDirectory.mjs';
import { sendExample } from './lib/example.mjs';
import { reportFailure } from './lib/failure.mjs';
import { installDependencies } from './lib/install.mjs';
import { requireFreePort } from './lib/ports.mjs';
import { startPortal } from './lib/startPortal.mjs';
import { runProduction } from './lib/runProduction.mjs';
import { formatSeconds, step } from './lib/progress.mjs';
import { endRunning } from './lib/run.mjs';
import { readStartOptions, startHelp } from './lib/startOptions.mjs';
import { findToolchain } from './lib/toolchain.mjs';
import { watchStarter } from './lib/watchStarter.mjs';

/** What has to be stopped, in the order in which it was started. */
const started = [];
let stopping = false;

async function main() {
  const options = readStartOptions(process.argv.slice(2));
  if (options.help) {
    console.log(startHelp);
    return;
  }
  const layout = layOutData(options.dataDirectory, options.empty);
  const baseUrl = `http://localhost:${options.port}`;
  const startedAt = performance.now();

  console.log('\nTieline\n');
  let lock;
  if (!options.production) {
    lock = await lockData(layout, () =>
      console.log('  A portal that was killed is still ending…'),
    );
    started.push({ stop: lock.release });
    await requireFreePort(options.port, lock.portPatienceMs);
  }
  const toolchain = await prepare(layout);
  if (options.production) {
    await runProduction(toolchain, started);
    return;
  }

  const secrets = await step('Tokens', async tell => {
    tell(`in ${layout.tokens}`);
    layOutCatalog(layout);
    return readSecrets(layout);
  });
  const portal = await startPortal({
    ...options,
    baseUrl,
    layout,
    secrets,
    toolchain,
    started,
    lock,
  });

  console.log(`
Ready after ${formatSeconds(performance.now() - startedAt)}:  ${baseUrl}

${sendExample(baseUrl, secrets.otlpToken)}

Tokens   ${secrets.otlpTokenFile} sends telemetry, ${secrets.readTokenFile} reads,
         ${secrets.pipelineTokenFile} checks and publishes contracts and pushes evidence
Catalog  ${layout.catalog} lists your own integrations
Logs     ${layout.logs}
Stop     Ctrl-C
`);
  await portal.failOnExit();
}

/** Everything that has to be there before something can run. */
async function prepare(layout) {
  const toolchain = await step('Node and Yarn', async tell => {
    const found = await findToolchain();
    tell(
      `Node ${found.nodeVersion}${found.fetchedNode ? ', from the npm registry' : ''}`,
    );
    return found;
  });
  await step('Install', async tell => {
    tell('about a minute the first time');
    const done = await installDependencies(
      toolchain,
      join(layout.logs, 'install.log'),
    );
    tell(done ? '' : 'nothing to do');
  });
  await step('Build the pages', async tell => {
    tell('about half a minute');
    const done = await buildApp(toolchain, join(layout.logs, 'build.log'));
    tell(done ? '' : 'nothing to do');
  });
  return toolchain;
}

async function stopAll() {
  stopping = true;
  await endRunning();
  for (const service of started.toReversed()) {
    await service.stop();
  }
}

async function stopOnRequest() {
  if (stopping) {
    return;
  }
  console.log('\nStopping…');
  await stopAll();
  console.log('Stopped.');
  process.exit(0);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, stopOnRequest);
}
// Whoever took our output may be gone before us.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});
watchStarter(stopOnRequest);

main().catch(async error => {
  if (stopping) {
    return;
  }
  await stopAll();
  reportFailure(error);
  process.exit(1);
});
