import { randomBytes } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Failure } from './failure.mjs';
import { serviceGuard } from './paths.mjs';
import { pollUntil } from './portal.mjs';
import { commandLineOf, isRunning } from './processes.mjs';

/**
 * Where one portal keeps what it knows. Tokens are shared by all portals of a data directory; the empty portal's
 * databases have a folder of their own, so that they never mix with the demo's.
 *
 * @param {string} dataDirectory
 * @param {boolean} empty
 */
export function layOutData(dataDirectory, empty) {
  const home = empty ? join(dataDirectory, 'empty') : dataDirectory;
  return {
    home,
    tokens: dataDirectory,
    database: join(home, 'database'),
    catalog: join(home, 'catalog', 'all.yaml'),
    simulator: join(home, 'simulator'),
    logs: join(home, 'logs'),
    lock: join(home, 'running.pid'),
  };
}

/**
 * The catalog file of this portal's own entities, made on first use. It lists other files, each read by itself, so that
 * a bad one takes no other along.
 */
export function layOutCatalog(layout) {
  if (!existsSync(layout.catalog)) {
    mkdirSync(dirname(layout.catalog), { recursive: true });
    writeFileSync(layout.catalog, ownCatalog);
  }
}

const ownCatalog = `# Your own integrations, systems and teams. Write each into a file beside this one,
# and list the file under targets, for example
#   targets:
#     - ./order-events.yaml
# A change is seen within half a minute. What the fields mean stands in docs/integrations.md.
apiVersion: backstage.io/v1alpha1
kind: Location
metadata:
  name: own
spec:
  type: file
  targets: []
`;

/**
 * The portal's secrets, made on first use and kept: `otlp-token` sends telemetry, `read-token` is for scripts that only
 * read, `pipeline-token` checks and publishes contracts and pushes evidence, `backend-secret` signs sessions. Only the
 * owner of the files can read them.
 */
export function readSecrets(layout) {
  mkdirSync(layout.tokens, { recursive: true });
  return {
    otlpToken: readOrMake(join(layout.tokens, 'otlp-token')),
    otlpTokenFile: join(layout.tokens, 'otlp-token'),
    readToken: readOrMake(join(layout.tokens, 'read-token')),
    readTokenFile: join(layout.tokens, 'read-token'),
    pipelineToken: readOrMake(join(layout.tokens, 'pipeline-token')),
    pipelineTokenFile: join(layout.tokens, 'pipeline-token'),
    backendSecret: readOrMake(join(layout.tokens, 'backend-secret')),
  };
}

/** Longer than a service takes that notices that its starter is gone: see serviceGuard.cjs. */
const endTimeoutMs = 20_000;

/** The system closes what a process listened on once its last thread is gone, which may be after its command line is. */
const PORT_PATIENCE_MS = 5_000;

/**
 * Makes sure that no other portal uses the same databases. What a portal that was killed left running ends by itself;
 * until it has, it still writes and listens, so it is waited for.
 *
 * @param {(pids: number[]) => void} [onWait] called once where there is something to wait for
 * @returns {Promise<{ note: (pid: number) => void, release: () => void, portPatienceMs: number }>} `note` adds a process
 *   that has to be gone before the next portal may start, `release` gives the folder free again; `portPatienceMs` is how long
 *   a process of a killed portal may still listen whose last thread is not quite gone
 * @throws Failure where another one is running, or one that was killed left behind what does not end
 */
export async function lockData(layout, onWait = () => {}) {
  mkdirSync(layout.home, { recursive: true });
  const [owner, ...services] = (readIfThere(layout.lock) ?? '')
    .split('\n')
    .map(Number);
  if (owner && owner !== process.pid && isTieline(owner)) {
    throw new Failure(
      `${layout.home} is in use by another Tieline (process ${owner}).`,
      {
        advice:
          'stop it, or keep this one apart: TIELINE_DATA_DIR=.data/second npm start -- --port 7117',
      },
    );
  }
  await waitForEnd(services, onWait);
  writeFileSync(layout.lock, `${process.pid}`);
  return {
    note: pid => appendFileSync(layout.lock, `\n${pid}`),
    release: () => rmSync(layout.lock, { force: true }),
    portPatienceMs: services.length > 0 ? PORT_PATIENCE_MS : 0,
  };
}

async function waitForEnd(services, onWait) {
  const findLeft = () => services.filter(pid => pid && isService(pid));
  if (findLeft().length === 0) {
    return;
  }
  onWait(findLeft());
  if (!(await pollUntil(() => findLeft().length === 0, endTimeoutMs))) {
    throw new Failure(
      `A portal that was killed left process ${findLeft().join(', ')} behind, which does not end.`,
      { advice: `end it: kill -9 ${findLeft().join(' ')}` },
    );
  }
}

function readOrMake(file) {
  const found = readIfThere(file)?.trim();
  if (found) {
    return found;
  }
  const made = randomBytes(24).toString('base64url');
  writeFileSync(file, `${made}\n`, { mode: 0o600 });
  return made;
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** The process may have been killed, and its number have gone to another. */
function isTieline(pid) {
  return isRunning(pid) && /scripts\/(start|dev)\.mjs/.test(commandLineOf(pid));
}

function isService(pid) {
  return isRunning(pid) && commandLineOf(pid).includes(basename(serviceGuard));
}
