import assert from 'node:assert/strict';
import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { isFittingNode, toolEnvironment } from './toolchain.mjs';

test('only a Node that runs Backstage and better-sqlite3 is used', () => {
  assert.ok(isFittingNode('22.12.0'));
  assert.ok(isFittingNode('22.23.3'));
  for (const version of ['20.20.2', '22.11.0', '23.5.0', '24.21.0']) {
    assert.ok(!isFittingNode(version), version);
  }
});

test('native modules are built with the headers of the Node that is used, where it has them', () => {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'tieline-node-')));
  const node = join(home, 'bin', 'node');
  mkdirSync(join(home, 'bin'));
  writeFileSync(node, '');
  const other = process.env.npm_config_nodedir;
  try {
    assert.equal(toolEnvironment(node).npm_config_nodedir, other);
    mkdirSync(join(home, 'include', 'node'), { recursive: true });
    assert.equal(toolEnvironment(node).npm_config_nodedir, home);
  } finally {
    rmSync(home, { recursive: true });
  }
});
