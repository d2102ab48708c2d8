import { createRequire } from 'node:module';
import { writeFileSync } from 'node:fs';
import { serialize } from 'node:v8';
import { BODIES, createBodies, SPANS_PER_BODY } from './bodies.mjs';
import { createFleet } from './fleet.mjs';
import { answer } from './Helper.mjs';
import { Sender } from './Sender.mjs';
import { requestOf } from './staticDecoder.mjs';

const require = createRequire(import.meta.url);

let bodies = [];
/** Goes into each request, so that no two are the same bytes; the receiver would drop the second. */
let sequence = Math.floor(Math.random() * 2 ** 30);

answer({
  /** Makes the bodies anew, so that their spans ended just now, and keeps them in a file for others too. */
  prepare({ decoder, bodiesFile }) {
    const request = requestOf(require(decoder));
    bodies = createBodies(createFleet(), request, Date.now());
    writeFileSync(bodiesFile, serialize(bodies.map(({ gzipped }) => gzipped)));
    const mean = read =>
      Math.round(
        bodies.reduce((sum, body) => sum + read(body), 0) / bodies.length,
      );
    return {
      bytes: mean(({ bytes }) => bytes),
      gzippedBytes: mean(({ gzipped }) => gzipped.length),
      integrations: new Set(bodies.flatMap(({ touched }) => touched)).size,
    };
  },

  /**
   * Sends for a while.
   *
   * @returns how fast the receiver answered, in spans per second, and what it has to have counted
   */
  async load({ target, connections, warmSeconds, seconds, spansPerSecond }) {
    const sender = new Sender({ target, connections, next: nextRequest });
    const measured = await sender.run({
      warmMs: warmSeconds * 1000,
      measuredMs: seconds * 1000,
      intervalMs: spansPerSecond && (SPANS_PER_BODY / spansPerSecond) * 1000,
    });
    return {
      ...measured,
      spansPerSecond: measured.requestsPerSecond * SPANS_PER_BODY,
      expected: {
        integrations: total(
          measured.sent,
          ({ integrationCalls }) => integrationCalls,
        ),
        flows: total(measured.sent, ({ flowCalls }) => flowCalls),
      },
    };
  },
});

/** The next request: its body's number, and its bytes with the sequence where gzip has the file's time (RFC 1952). */
function nextRequest() {
  sequence += 1;
  const number = sequence % BODIES;
  const bytes = Buffer.from(bodies[number].gzipped);
  bytes.writeUInt32LE(sequence, 4);
  return { number, bytes };
}

function total(sent, read) {
  return bodies.reduce(
    (sum, body, at) => sum + read(body) * (sent[at] ?? 0),
    0,
  );
}
