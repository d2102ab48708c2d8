import { spawn, spawnSync } from 'child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { AddressInfo, createServer } from 'net';
import { tmpdir } from 'os';
import { join } from 'path';

/** Debian puts it where only root's path leads. */
const COMMAND = ['nginx', '/usr/sbin/nginx'].find(
  command => spawnSync(command, ['-v'], { timeout: 10_000 }).status === 0,
);
const START_MS = 10_000;

/** Whether nginx is installed here. */
export const isNginxThere = COMMAND !== undefined;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise(done => server.close(done));
  return port;
}

/** Starts an nginx of its own, all data in a temporary folder, whose server says `directives`. */
export async function startNginx(directives: string) {
  const folder = mkdtempSync(join(tmpdir(), 'tieline-nginx-'));
  const port = await freePort();
  const config = join(folder, 'nginx.conf');
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    name => `${name}_temp_path ${folder}/${name};`,
  );
  writeFileSync(
    config,
    [
      'daemon off;',
      'master_process off;',
      `pid ${folder}/nginx.pid;`,
      'error_log stderr;',
      'events {}',
      'http {',
      'access_log off;',
      ...temporary,
      `server { listen 127.0.0.1:${port};`,
      directives,
      '} }',
    ].join('\n'),
  );
  const child = spawn(
    COMMAND!,
    ['-p', folder, '-c', config, '-e', join(folder, 'error.log')],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let words = '';
  child.stderr.on('data', chunk => {
    words = (words + chunk).slice(-4_000);
  });
  const ended = new Promise(resolve => child.once('exit', resolve));
  const stop = async () => {
    child.kill('SIGKILL');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}`;
  const endsAt = Date.now() + START_MS;
  while (!(await fetch(url).catch(() => undefined))) {
    if (child.exitCode !== null || Date.now() > endsAt) {
      await stop();
      throw new Error(`nginx did not start: ${words}`);
    }
    await new Promise(resolve => setTimeout(resolve, 25));
  }
  return { url, stop };
}
