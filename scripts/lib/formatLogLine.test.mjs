import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatLogLine } from './formatLogLine.mjs';

const now = new Date('2026-01-02T03:04:05.006Z');
const format = line => formatLogLine(line, now);

test('a line of the backend says when, how bad, who and what', () => {
  const line = JSON.stringify({
    level: 'warn',
    plugin: 'catalog',
    service: 'backstage',
    message: 'No such file',
    file: 'a.yaml',
  });
  assert.equal(
    format(line),
    '2026-01-02T03:04:05.006Z warn catalog No such file {"file":"a.yaml"}',
  );
});

test('lines that are not the logger’s are kept as they are', () => {
  for (const line of ['Error: boom', '{not json', '{"a":1}', '']) {
    assert.equal(format(line), `2026-01-02T03:04:05.006Z ${line}`);
  }
});
