import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { otlpHeaders, sendExample } from './example.mjs';

const example = sendExample(
  'http://localhost:7007',
  'a-token',
  1_700_000_000_000,
);

test('the header survives the percent-decoding that OTLP exporters do', () => {
  const [name, value] = otlpHeaders('a+b/c=').split(/=(.*)/s);
  assert.equal(name, 'Authorization');
  assert.doesNotMatch(value, /[ ,;=+]/);
  assert.equal(decodeURIComponent(value), 'Bearer a+b/c=');
});

test('the curl command can be pasted into a shell and carries one valid span', () => {
  const command = example.slice(example.indexOf('  curl')).trim();
  const words = execFileSync(
    'sh',
    ['-c', command.replace(/^curl/, "printf '%s\\0'")],
    {
      encoding: 'utf8',
    },
  ).split('\0');
  assert.ok(
    words.includes(
      'http://localhost:7007/api/integration-telemetry/otlp/v1/traces',
    ),
  );
  assert.ok(words.includes('Authorization: Bearer a-token'));
  const body = JSON.parse(words.find(word => word.startsWith('{')));
  const [span] = body.resourceSpans[0].scopeSpans[0].spans;
  assert.match(span.traceId, /^[0-9a-f]{32}$/);
  assert.match(span.spanId, /^[0-9a-f]{16}$/);
  assert.equal(span.endTimeUnixNano, '1700000000000000000');
  assert.ok(BigInt(span.startTimeUnixNano) < BigInt(span.endTimeUnixNano));
});
