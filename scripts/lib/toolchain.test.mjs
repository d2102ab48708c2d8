import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isFittingNode } from './toolchain.mjs';

test('only a Node that runs Backstage and better-sqlite3 is used', () => {
  assert.ok(isFittingNode('22.12.0'));
  assert.ok(isFittingNode('22.23.3'));
  for (const version of ['20.20.2', '22.11.0', '23.5.0', '24.21.0']) {
    assert.ok(!isFittingNode(version), version);
  }
});
