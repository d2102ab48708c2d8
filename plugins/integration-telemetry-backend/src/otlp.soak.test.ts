import { TestDatabases } from '@backstage/backend-test-utils';
import fc from 'fast-check';
import { startTelemetry } from './__testUtils__/startTelemetry';
import { toProtobuf } from './__testUtils__/otlpProto';
import { durations, span, traces } from './__testUtils__/telemetry';

jest.setTimeout(600_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const bodies = [
  [
    'traces',
    toProtobuf(
      'ExportTraceServiceRequest',
      traces({ 'service.name': 'a' }, [
        span({
          attributes: { 'server.address': 'b', 'error.type': 'timeout' },
        }),
        span({ kind: 2, attributes: { 'client.address': '10.0.0.1' } }),
      ]),
    ),
  ],
  [
    'metrics',
    toProtobuf(
      'ExportMetricsServiceRequest',
      durations(
        { 'service.name': 'a' },
        {
          name: 'http.client.request.duration',
          startMs: 1_700_000_000_000,
          endMs: 1_700_000_060_000,
          counts: [
            [0.1, 4],
            [1, 9],
          ],
          attributes: { 'server.address': 'b' },
          temporality: 2,
        },
      ),
    ),
  ],
] as const;

const damage = (body: Buffer) =>
  fc
    .record({
      changes: fc.array(
        fc.tuple(fc.nat(body.length - 1), fc.integer({ min: 0, max: 255 })),
        { maxLength: 20 },
      ),
      length: fc.integer({ min: 0, max: body.length }),
      tail: fc.uint8Array({ maxLength: 40 }),
    })
    .map(({ changes, length, tail }) => {
      const damaged = Buffer.from(body);
      changes.forEach(([at, byte]) => {
        damaged[at] = byte;
      });
      return Buffer.concat([damaged.subarray(0, length), tail]);
    });

describe('/otlp under damaged bodies', () => {
  it.each(bodies)(
    'answers thousands of damaged %s with success or 400, and goes on',
    async (signal, body) => {
      const telemetry = await startTelemetry({
        knex: await databases.init('SQLITE_3'),
      });
      const send = (bytes: Buffer) =>
        telemetry
          .otlp(signal)
          .set('Content-Type', 'application/x-protobuf')
          .send(bytes);
      await fc.assert(
        fc.asyncProperty(damage(body), async damaged => {
          const { status } = await send(damaged);
          expect([200, 400]).toContain(status);
        }),
        { numRuns: 10_000 },
      );
      expect((await send(body)).status).toBe(200);
      await telemetry.stop();
    },
  );
});
