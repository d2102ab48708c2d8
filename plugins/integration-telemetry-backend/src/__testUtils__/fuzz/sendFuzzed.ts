import { Knex } from 'knex';
import { createCatalog, startTelemetry } from '../startTelemetry';
import { integration, span, traces } from '../telemetry';
import { Fuzzer } from './Fuzzer';

const mediaTypes = {
  protobuf: 'application/x-protobuf',
  json: 'application/json',
};

/**
 * Sends bodies that no sender would send to a plugin of its own, and then one
 * that any would: it has to be counted, behind all that was taken before it.
 *
 * @returns how the bodies were answered, and what was acknowledged and could
 *   not be merged, which would be lost without anybody's help
 */
export async function sendFuzzed(options: {
  knex: Knex;
  seed: number;
  bodies: number;
}): Promise<{ statuses: number[]; setAside: unknown[] }> {
  const { knex, seed, bodies } = options;
  const fuzzer = new Fuzzer(seed);
  const telemetry = await startTelemetry({
    knex,
    catalog: createCatalog([integration('prices'), integration('sentinel')]),
  });
  await telemetry.until<{ totalItems: number }>(
    '/v1/health',
    page => page.totalItems === 2,
  );
  const statuses = new Set<number>();
  for (let sent = 0; sent < bodies; sent += 1) {
    const { signal, encoding, contentEncoding, wire } = fuzzer.next();
    const { status } = await telemetry
      .otlp(signal)
      .set('Content-Type', mediaTypes[encoding])
      .set('Content-Encoding', contentEncoding)
      .send(wire);
    statuses.add(status);
  }

  await telemetry
    .otlp('traces')
    .send(
      traces({ 'service.name': 'test' }, [
        span({ attributes: { 'tieline.integration': 'sentinel' } }),
      ]),
    )
    .expect(200);
  await telemetry.until<{
    items: Array<{ integration: { name: string }; calls?: { calls: number } }>;
  }>('/v1/health', ({ items }) =>
    items.some(
      item => item.integration.name === 'sentinel' && item.calls?.calls === 1,
    ),
  );
  await telemetry.stop();
  const setAside = await knex('inbox').where('set_aside', true);
  return { statuses: [...statuses].sort(), setAside };
}
