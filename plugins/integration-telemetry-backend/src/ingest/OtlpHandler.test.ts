import { createServer, Server } from 'http';
import { AddressInfo } from 'net';
import { IngestMeter } from '../IngestMeter';
import { ByteBudget } from './ByteBudget';
import { Ingested, IngestService } from './IngestService';
import { OtlpHandler } from './OtlpHandler';

const MAX_IN_FLIGHT_BYTES = 1_000;

describe('too much telemetry at once', () => {
  let server: Server;
  let finish: Array<(ingested: Ingested) => void>;
  let post: (bytes: number) => Promise<Response>;

  beforeEach(async () => {
    finish = [];
    const ingest: Pick<IngestService, 'ingest'> = {
      ingest: () => new Promise(resolve => finish.push(resolve)),
    };
    const handler = new OtlpHandler({
      ingest: ingest as IngestService,
      authorise: async () => ({ subject: 'test' }),
      meter: new IngestMeter(Date.now),
      maxBodyBytes: 900,
      budget: new ByteBudget(MAX_IN_FLIGHT_BYTES),
      onError: (_, error) => {
        throw error;
      },
    });
    server = createServer((request, response) =>
      handler.handle(request.url!, request, response),
    );
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    post = bytes =>
      fetch(`http://127.0.0.1:${port}/v1/traces`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: ' '.repeat(bytes),
      });
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  });

  const waiting = async (count: number) => {
    while (finish.length < count) {
      await new Promise(resolve => setImmediate(resolve));
    }
  };

  it('is answered with 429 and when to come back, and taken once there is room', async () => {
    const taken = { accepted: 1, rejected: 0, isRepeat: false };
    const first = post(700);
    await waiting(1);
    const refused = await post(400);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(await refused.json()).toEqual({
      code: 8,
      message: 'Too much telemetry at once',
    });

    finish[0](taken);
    expect((await first).status).toBe(200);
    const again = post(400);
    await waiting(2);
    finish[1](taken);
    expect((await again).status).toBe(200);
  });
});
