import { Failure } from './failure.mjs';
import {
  countDeclaredIntegrations,
  pollUntil,
  PortalClient,
} from './portal.mjs';
import { step } from './progress.mjs';
import { startBackend, startSimulator } from './services.mjs';

/** A first start migrates all databases; on a slow disk that takes a while. */
const answerTimeoutMs = 180_000;
/** Every entity is read, related and stitched, and every integration judged once. */
const catalogTimeoutMs = 180_000;
/** The page is usable without it, so it is not waited for at any price. */
const healthTimeoutMs = 60_000;

/**
 * Starts the backend, waits until its pages are worth opening, and starts the simulator where there is a demo.
 *
 * @returns {Promise<{ failOnExit: () => Promise<never> }>} `failOnExit` rejects when one of them ends by itself
 */
export async function startPortal(options) {
  const { started, lock } = options;
  const client = new PortalClient(options.baseUrl, options.secrets.readToken);

  const backend = startBackend(options);
  started.push(backend);
  lock.note(backend.pid);
  const crash = backend.failOnExit();
  // It is awaited below, always together with something else.
  crash.catch(() => {});

  await step('Start the backend', async tell => {
    tell(options.empty ? 'without the demo' : 'with the demo landscape');
    await Promise.race([crash, waitForAnswer(client, backend)]);
  });
  if (options.empty) {
    return { failOnExit: () => crash };
  }

  await step('Read the catalog', tell =>
    Promise.race([crash, waitForCatalog(client, backend, tell)]),
  );
  const simulator = startSimulator(options);
  started.push(simulator);
  lock.note(simulator.pid);
  const end = Promise.race([crash, simulator.failOnExit()]);
  end.catch(() => {});
  await step('Simulate traffic', tell =>
    Promise.race([end, waitForHealth(client, tell)]),
  );
  return { failOnExit: () => end };
}

async function waitForAnswer(client, backend) {
  if (!(await pollUntil(() => client.isAnswering(), answerTimeoutMs))) {
    throw new Failure('The backend does not answer.', {
      logFile: backend.logFile,
      advice: 'look for the first error in the log.',
    });
  }
}

async function waitForCatalog(client, backend, tell) {
  const declared = countDeclaredIntegrations();
  let known = 0;
  const complete = await pollUntil(async () => {
    known = (await client.countIntegrations())?.total ?? 0;
    tell(`${known} of ${declared} integrations`);
    return known >= declared;
  }, catalogTimeoutMs);
  if (!complete) {
    throw new Failure(
      `The catalog knows ${known} of the ${declared} integrations that the demo declares.`,
      {
        logFile: backend.logFile,
        advice: 'look for warnings about files under catalog/ in the log.',
      },
    );
  }
}

async function waitForHealth(client, tell) {
  const found = await pollUntil(async () => {
    const counts = await client.countIntegrations();
    tell(`the health of ${counts?.withHealth ?? 0} integrations is known`);
    return counts?.withHealth > 0;
  }, healthTimeoutMs);
  const share = await client.readHistoryShare();
  if (!found || share < 1) {
    const percent = Math.floor((share ?? 0) * 100);
    tell(
      `${percent} % of the history sent, the rest follows in the background`,
    );
  }
}
