import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure } from './failure.mjs';
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
 * read, `backend-secret` signs sessions. Only the owner of the files can read them.
 */
export function readSecrets(layout) {
  mkdirSync(layout.tokens, { recursive: true });
  return {
    otlpToken: readOrMake(join(layout.tokens, 'otlp-token')),
    otlpTokenFile: join(layout.tokens, 'otlp-token'),
    readToken: readOrMake(join(layout.tokens, 'read-token')),
    readTokenFile: join(layout.tokens, 'read-token'),
    backendSecret: readOrMake(join(layout.tokens, 'backend-secret')),
  };
}

/**
 * Makes sure that no other portal uses the same databases.
 *
 * @returns {() => void} gives the folder free again
 * @throws Failure where another one is running
 */
export function lockData(layout) {
  mkdirSync(layout.home, { recursive: true });
  const owner = Number(readIfThere(layout.lock));
  if (owner && owner !== process.pid && isTieline(owner)) {
    throw new Failure(
      `${layout.home} is in use by another Tieline (process ${owner}).`,
      {
        advice:
          'stop it, or keep this one apart: TIELINE_DATA_DIR=.data/second npm start -- --port 7117',
      },
    );
  }
  writeFileSync(layout.lock, String(process.pid));
  return () => rmSync(layout.lock, { force: true });
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
