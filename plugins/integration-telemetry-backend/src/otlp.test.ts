import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import fc from 'fast-check';
import { gzipSync } from 'zlib';
import { startTelemetry } from './__testUtils__/startTelemetry';
import { durations, span, traces } from './__testUtils__/telemetry';
import { fromProtobuf, toProtobuf } from './__testUtils__/otlpProto';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const call = traces({ 'service.name': 'a' }, [
  span({ attributes: { 'server.address': 'b' } }),
]);
const points = durations(
  { 'service.name': 'a' },
  {
    name: 'http.client.request.duration',
    startMs: 1_700_000_000_000,
    endMs: 1_700_000_060_000,
    counts: [[0.1, 4]],
    attributes: { 'server.address': 'b' },
  },
);

const binary = (response: any, done: (e: null, body: Buffer) => void) => {
  const chunks: Buffer[] = [];
  response.on('data', (chunk: Buffer) => chunks.push(chunk));
  response.on('end', () => done(null, Buffer.concat(chunks)));
};

describe('/otlp', () => {
  let telemetry: Awaited<ReturnType<typeof startTelemetry>>;

  beforeAll(async () => {
    telemetry = await startTelemetry({
      knex: await databases.init('SQLITE_3'),
      config: { otlp: { maxBodyBytes: 200_000 } },
    });
  });

  afterAll(async () => {
    await telemetry.stop();
  });

  const protobuf = (signal: string, body: Buffer) =>
    telemetry
      .otlp(signal)
      .set('Content-Type', 'application/x-protobuf')
      .buffer(true)
      .parse(binary as never)
      .send(body);

  it.each([
    ['traces', 'application/json', call],
    ['traces', 'Application/JSON; charset=utf-8', call],
    ['metrics', 'application/json', points],
  ])('takes %s as %s', async (signal, type, body) => {
    const response = await telemetry
      .otlp(signal)
      .set('Content-Type', type)
      .send(JSON.stringify(body));
    expect(response.status).toBe(200);
    expect(response.headers['content-type']).toBe('application/json');
    expect(response.body).toEqual({});
  });

  it.each([
    ['traces', 'ExportTraceServiceRequest', call],
    ['metrics', 'ExportMetricsServiceRequest', points],
  ] as const)(
    'takes %s as protobuf and answers so',
    async (signal, type, body) => {
      const response = await protobuf(signal, toProtobuf(type, body));
      expect(response.status).toBe(200);
      expect(response.headers['content-type']).toBe('application/x-protobuf');
      expect(response.body).toHaveLength(0);
    },
  );

  it('takes gzip', async () => {
    const response = await protobuf(
      'traces',
      Buffer.from(gzipSync(toProtobuf('ExportTraceServiceRequest', call))),
    ).set('Content-Encoding', 'gzip');
    expect(response.status).toBe(200);
  });

  it('takes what is valid and says what is not', async () => {
    const mixed = traces({ 'service.name': 'a' }, [
      span({ attributes: { 'server.address': 'b' } }),
      span({ traceId: '00000000000000000000000000000000' }),
    ]);
    const json = await telemetry.otlp('traces').send(mixed);
    expect(json.status).toBe(200);
    expect(json.body).toEqual({
      partialSuccess: {
        rejectedSpans: '1',
        errorMessage: 'a span has no valid trace id',
      },
    });

    const response = await protobuf(
      'traces',
      toProtobuf('ExportTraceServiceRequest', mixed),
    );
    expect(fromProtobuf('ExportResponse', response.body)).toEqual({
      partialSuccess: {
        rejected: 1,
        errorMessage: 'a span has no valid trace id',
      },
    });
  });

  it('answers what it cannot decode with 400 in the encoding of the request', async () => {
    const json = await telemetry
      .otlp('traces')
      .set('Content-Type', 'application/json')
      .send('{"resourceSpans": 5}');
    expect(json.status).toBe(400);
    expect(json.body).toMatchObject({ code: 3 });

    const response = await protobuf('traces', Buffer.from([0x0a, 0x7f, 0x01]));
    expect(response.status).toBe(400);
    expect(fromProtobuf('RpcStatus', response.body)).toMatchObject({
      code: 3,
      message: expect.stringContaining('ends early'),
    });
  });

  it('answers a body that says gzip and is not with 400', async () => {
    const response = await protobuf('traces', Buffer.from('plain')).set(
      'Content-Encoding',
      'gzip',
    );
    expect(response.status).toBe(400);
  });

  it('stops a body that is too large, on the wire and while it unpacks', async () => {
    const large = await protobuf('traces', Buffer.alloc(300_000));
    expect(large.status).toBe(413);
    const bomb = await protobuf(
      'traces',
      gzipSync(Buffer.alloc(50_000_000)) as Buffer,
    ).set('Content-Encoding', 'gzip');
    expect(bomb.status).toBe(413);
    expect(fromProtobuf('RpcStatus', bomb.body).code).toBe(8);
  });

  it('answers other media types and encodings with 415, other methods with 405', async () => {
    const text = await telemetry
      .otlp('traces')
      .set('Content-Type', 'text/plain')
      .send('x');
    expect(text.status).toBe(415);
    const brotli = await telemetry
      .otlp('traces')
      .set('Content-Type', 'application/json')
      .set('Content-Encoding', 'br')
      .send('x');
    expect(brotli.status).toBe(415);
    const get = await telemetry.get('/otlp/v1/traces');
    expect(get.status).toBe(405);
    expect(get.headers.allow).toBe('POST');
  });

  it('answers who shows no valid token with 401, and people with 403', async () => {
    const none = await telemetry
      .otlp('traces', mockCredentials.none.header())
      .send(call);
    expect(none.status).toBe(401);
    expect(none.body).toEqual({ code: 16, message: expect.any(String) });
    const invalid = await telemetry
      .otlp('traces', mockCredentials.service.invalidHeader())
      .send(call);
    expect(invalid.status).toBe(401);
    const person = await telemetry
      .otlp('traces', mockCredentials.user.header())
      .send(call);
    expect(person.status).toBe(403);
    expect(person.body.code).toBe(7);
  });

  it('takes any damaged body without an error of its own', async () => {
    const body = toProtobuf('ExportTraceServiceRequest', call);
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(fc.nat(body.length - 1), fc.integer({ min: 0, max: 255 })),
          { minLength: 1, maxLength: 8 },
        ),
        async changes => {
          const damaged = Buffer.from(body);
          changes.forEach(([at, byte]) => {
            damaged[at] = byte;
          });
          const { status } = await protobuf('traces', damaged);
          expect([200, 400]).toContain(status);
        },
      ),
      { numRuns: 60, seed: 20261122 },
    );
  });
});

describe('/otlp without the permission', () => {
  it('answers a token that may not send with 403', async () => {
    const telemetry = await startTelemetry({
      knex: await databases.init('SQLITE_3'),
      permissions: AuthorizeResult.DENY,
    });
    const response = await telemetry.otlp('traces').send(call);
    expect(response.status).toBe(403);
    expect(response.body).toEqual({ code: 7, message: expect.any(String) });
    await telemetry.stop();
  });
});

describe('/otlp while the database is out', () => {
  it('asks to send it again later, and says when', async () => {
    const knex = await databases.init('SQLITE_3');
    const telemetry = await startTelemetry({ knex });
    await knex.schema.renameTable('inbox_digests', 'gone');
    const response = await telemetry.otlp('traces').send(call);
    expect(response.status).toBe(503);
    expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
    await knex.schema.renameTable('gone', 'inbox_digests');
    expect((await telemetry.otlp('traces').send(call)).status).toBe(200);
    await telemetry.stop();
  });
});
