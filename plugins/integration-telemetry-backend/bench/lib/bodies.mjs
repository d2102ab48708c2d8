import { gzipSync } from 'node:zlib';
import { BodyWriter } from './BodyWriter.mjs';
import { services } from './fleet.mjs';

export const BODIES = 64;
export const SPANS_PER_BODY = 1_000;

/**
 * Bodies as a Collector that gathers for a cluster forwards them: each holds {@link SPANS_PER_BODY} spans of the traces
 * of six services and whom they call; all of them together touch every integration.
 *
 * @param {ReturnType<typeof import('./fleet.mjs').createFleet>} fleet
 * @param {{ encode: (message: object) => { finish: () => Uint8Array } }} request protobufjs's message
 * @param {number} nowMs the spans ended in the five seconds before
 * @returns {Array<{ gzipped: Buffer, bytes: number, integrationCalls: number, flowCalls: number, touched: string[] }>}
 *   with the calls that have to be counted for integrations and for undeclared flows
 */
export function createBodies(fleet, request, nowMs) {
  return Array.from({ length: BODIES }, (_, number) => {
    const sources = services.filter((_service, at) => at % BODIES === number);
    const names = new Set(sources.map(({ name }) => name));
    const integrations = fleet.filter(({ source }) => names.has(source.name));
    const writer = new BodyWriter({
      nowMs,
      seed: number + 1,
      spans: SPANS_PER_BODY,
    });
    const { message, ...expected } = writer.write(sources, integrations);
    const bytes = request.encode(message).finish();
    return {
      // Level 6 is what the Collector's exporter uses.
      gzipped: gzipSync(bytes, { level: 6 }),
      bytes: bytes.length,
      ...expected,
    };
  });
}
