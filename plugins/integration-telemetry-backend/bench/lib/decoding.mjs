import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { deserialize } from 'node:v8';
import { answer } from './Helper.mjs';
import { requestOf } from './staticDecoder.mjs';

const require = createRequire(import.meta.url);

/** How long the code runs before it is timed: it is optimised, and re-optimised, within the first seconds. */
const WARM_MS = 4_000;

/** Decodes all bodies again and again for a while. */
function decodeFor(ms, request, bodies) {
  const startedAt = performance.now();
  let decoded = 0;
  let elapsedMs = 0;
  while (elapsedMs < ms) {
    for (const body of bodies) {
      request.decode(body);
      decoded += 1;
    }
    elapsedMs = performance.now() - startedAt;
  }
  return decoded / (elapsedMs / 1000);
}

/** @throws Error where the decoder left something out */
function verify(request, body, spansPerBody) {
  const decoded = request.decode(body);
  const spans = decoded.resourceSpans.flatMap(({ scopeSpans }) =>
    scopeSpans.flatMap(({ spans: all }) => all),
  );
  const isWhole = span =>
    span.traceId.length === 16 &&
    span.spanId.length === 8 &&
    span.endTimeUnixNano.unsigned === true &&
    span.attributes.every(({ key, value }) => key && value.value);
  if (spans.length !== spansPerBody || !spans.every(isWhole)) {
    throw new Error('protobufjs did not decode what was encoded');
  }
  // What it encodes again is as long: nothing was left out.
  if (request.encode(decoded).finish().length !== body.length) {
    throw new Error('protobufjs left something out');
  }
}

answer({
  /** @returns spans that protobufjs's static code decodes in a second, nothing else done with them */
  measure({ decoder, bodiesFile, spansPerBody, seconds }) {
    const request = requestOf(require(decoder));
    const bodies = deserialize(readFileSync(bodiesFile)).map(body =>
      gunzipSync(body),
    );
    bodies.forEach(body => verify(request, body, spansPerBody));
    decodeFor(WARM_MS, request, bodies);
    return decodeFor(seconds * 1000, request, bodies) * spansPerBody;
  },
});
