import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, test } from 'node:test';
import {
  layOutCatalog,
  layOutData,
  lockData,
  readSecrets,
} from './dataDirectory.mjs';
import { serviceGuard } from './paths.mjs';

const folder = mkdtempSync(join(tmpdir(), 'tieline-data-test-'));
after(() => rmSync(folder, { recursive: true, force: true }));

test('secrets are made once, differ from each other and are readable by their owner only', () => {
  const layout = layOutData(join(folder, 'secrets'), false);
  const first = readSecrets(layout);
  assert.deepEqual(readSecrets(layout), first);
  const { otlpToken, readToken, pipelineToken, backendSecret } = first;
  assert.equal(
    new Set([otlpToken, readToken, pipelineToken, backendSecret]).size,
    4,
  );
  // Backstage refuses external access tokens that are short or hold spaces.
  assert.match(otlpToken, /^[\w-]{32}$/);
  assert.equal(statSync(first.otlpTokenFile).mode & 0o777, 0o600);
});

test('the empty portal shares the tokens and nothing else', () => {
  const demo = layOutData(folder, false);
  const empty = layOutData(folder, true);
  assert.equal(empty.tokens, demo.tokens);
  assert.notEqual(empty.database, demo.database);
  assert.notEqual(empty.lock, demo.lock);
});

test('the list of a portal’s own integrations is made once and then left alone', () => {
  const layout = layOutData(join(folder, 'own'), false);
  layOutCatalog(layout);
  assert.match(readFileSync(layout.catalog, 'utf8'), /targets: \[\]/);
  writeFileSync(layout.catalog, 'mine');
  layOutCatalog(layout);
  assert.equal(readFileSync(layout.catalog, 'utf8'), 'mine');
});

test('a data directory has one portal at a time', async () => {
  const layout = layOutData(join(folder, 'locked'), false);
  mkdirSync(layout.home, { recursive: true });
  const other = await startProcess('scripts/start.mjs');
  writeFileSync(layout.lock, String(other.pid));
  await assert.rejects(lockData(layout), {
    message: /in use by another Tieline/,
  });
  other.kill();
  await once(other, 'exit');
  (await lockData(layout)).release();
});

test('the lock of a portal that was killed is no obstacle, even when its process number is in use again', async () => {
  const layout = layOutData(join(folder, 'killed'), false);
  mkdirSync(layout.home, { recursive: true });
  const other = await startProcess('something-else.mjs');
  writeFileSync(layout.lock, String(other.pid));
  (await lockData(layout)).release();
  other.kill();
});

test('what a portal that was killed left running is waited for', async () => {
  const layout = layOutData(join(folder, 'left'), false);
  const lock = await lockData(layout);
  const service = await startProcess(basename(serviceGuard));
  const gone = once(service, 'exit');
  lock.note(service.pid);

  const waitedFor = [];
  await lockData(layout, pids => {
    waitedFor.push(...pids);
    service.kill();
  });
  assert.deepEqual(waitedFor, [service.pid]);
  await gone;
  assert.equal(readFileSync(layout.lock, 'utf8'), String(process.pid));
});

/** A process that waits, with this argument on its command line. */
async function startProcess(argument) {
  const child = spawn(process.execPath, [
    '-e',
    'console.log("up"); setInterval(() => {}, 1000)',
    argument,
  ]);
  await once(child.stdout, 'data');
  return child;
}
