import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { after, test } from 'node:test';
import { cacheDirectory, root } from './paths.mjs';
import { fingerprint } from './stamps.mjs';

mkdirSync(cacheDirectory, { recursive: true });
const folder = mkdtempSync(join(cacheDirectory, 'stamps-test-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const path = relative(root, folder);

test('a step is repeated when a file, a name or a fact that it depends on changes, and not otherwise', () => {
  mkdirSync(join(folder, 'src'));
  writeFileSync(join(folder, 'src/a.ts'), 'one');
  const before = fingerprint([path], ['22']);
  assert.equal(fingerprint([path], ['22']), before);
  assert.notEqual(fingerprint([path], ['24']), before);

  writeFileSync(join(folder, 'src/a.ts'), 'two');
  const changed = fingerprint([path], ['22']);
  assert.notEqual(changed, before);

  mkdirSync(join(folder, 'dist'));
  writeFileSync(join(folder, 'dist/a.js'), 'built');
  assert.equal(fingerprint([path], ['22']), changed);

  rmSync(join(folder, 'src/a.ts'));
  writeFileSync(join(folder, 'src/b.ts'), 'two');
  assert.notEqual(fingerprint([path], ['22']), changed);
});
