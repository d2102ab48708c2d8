import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addUp, describeOutcome } from './phase.mjs';

test('the sum of all phases counts every test once', () => {
  const total = addUp([
    { passed: 1, failed: 0 },
    { passed: 12, failed: 2, skipped: 1 },
  ]);
  assert.deepEqual(total, { passed: 13, failed: 2, skipped: 1 });
  assert.equal(describeOutcome(total), '13 passed, 2 failed, 1 skipped');
  assert.equal(describeOutcome({ passed: 3, failed: 0 }), '3 passed');
});
