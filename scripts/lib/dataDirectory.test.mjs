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
import { join } from 'node:path';
import { after, test } from 'node:test';
import {
  layOutCatalog,
  layOutData,
  lockData,
  readSecrets,
} from './dataDirectory.mjs';

const folder = mkdtempSync(join(tmpdir(), 'tieline-data-test-'));
after(() => rmSync(folder, { recursive: true, force: true }));

test('secrets are made once, differ from each other and are readable by their owner only', () => {
  const layout = layOutData(join(folder, 'secrets'), false);
  const first = readSecrets(layout);
  assert.deepEqual(readSecrets(layout), first);
  const { otlpToken, readToken, backendSecret } = first;
  assert.equal(new Set([otlpToken, readToken, backendSecret]).size, 3);
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
  assert.throws(() => lockData(layout), {
    message: /in use by another Tieline/,
  });
  other.kill();
  await once(other, 'exit');
  lockData(layout)();
});

test('the lock of a portal that was killed is no obstacle, even when its process number is in use again', async () => {
  const layout = layOutData(join(folder, 'killed'), false);
  mkdirSync(layout.home, { recursive: true });
  const other = await startProcess('something-else.mjs');
  writeFileSync(layout.lock, String(other.pid));
  lockData(layout)();
  other.kill();
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
