import { mkdtempSync, rmSync } from 'fs';
import { request } from 'http';
import knexFactory, { Knex } from 'knex';
import { tmpdir } from 'os';
import { join } from 'path';
import type { Worker } from 'worker_threads';
import { toProtobuf } from '../__testUtils__/otlpProto';
import { span, traces } from '../__testUtils__/telemetry';
import { IngestMeter } from '../IngestMeter';
import { openDatabase } from '../openDatabase';
import { OtlpError } from '../otlp/OtlpError';
import { startThread } from '../threads/startThread';
import { createReceiver } from './createReceiver';
import { Receiver } from './Receiver';
import { ThreadReceiver } from './ThreadReceiver';
import { slotsOf } from '../series/pointSlots';

jest.mock('../threads/startThread', () => ({
  startThread: jest.fn(
    jest.requireActual('../threads/startThread').startThread,
  ),
}));

jest.setTimeout(60_000);

const rules = {
  integrations: [
    {
      ref: 'integration:default/price-lookup',
      matchers: [
        { conditions: [{ attribute: 'server.address', equals: 'prices' }] },
      ],
    },
  ],
  defaultEnvironment: 'production',
};

const settings = {
  rules,
  retention: { minutesMs: 172_800_000, hoursMs: 1e10, daysMs: 1e11 },
  cardinality: { perIntegration: 500, overall: 10_000 },
  maxBodyBytes: 1024 * 1024,
  maxBytesInFlight: 4 * 1024 * 1024,
  readingThreads: 1,
};

const body = (calls: number) =>
  Buffer.from(
    toProtobuf(
      'ExportTraceServiceRequest',
      traces(
        { 'service.name': 'shop' },
        Array.from({ length: calls }, () =>
          span({ attributes: { 'server.address': 'prices' } }),
        ),
      ),
    ),
  );

function post(
  port: number,
  bytes: Buffer,
  authorization = 'Bearer good',
): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        port,
        host: '127.0.0.1',
        method: 'POST',
        path: '/v1/traces',
        headers: { 'Content-Type': 'application/x-protobuf', authorization },
        agent: false,
      },
      response => {
        response.resume();
        response.on('end', () => resolve(response.statusCode!));
      },
    );
    sent.on('error', reject);
    sent.end(bytes);
  });
}

describe('a receiver in a thread of its own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tieline-thread-'));
  const meter = new IngestMeter();
  const problems: string[] = [];
  let onFlushed = () => {};
  let knex: Knex;
  let receiver: Receiver;
  let port: number;

  const flushed = () =>
    new Promise<void>(resolve => {
      onFlushed = resolve;
    });
  const counted = async () => {
    const [{ sum }] = await knex('points')
      .join('series', 'series.id', 'points.series_id')
      .where({ subject: rules.integrations[0].ref })
      .whereBetween('slot', slotsOf(1))
      .sum({ sum: 'count' });
    return sum;
  };

  beforeAll(async () => {
    knex = knexFactory({
      client: 'better-sqlite3',
      connection: { filename: join(folder, 'telemetry.sqlite') },
      useNullAsDefault: true,
    });
    await openDatabase({ getClient: async () => knex });
    receiver = createReceiver({
      knex,
      hasOwnThread: true,
      settings,
      surroundings: {
        findSender: async token => {
          if (token !== 'good') {
            throw new OtlpError(401, 'No such token');
          }
          return { subject: 'tests' };
        },
        counts: meter,
        onFlushed: () => onFlushed(),
        onError: message => problems.push(message),
      },
      now: Date.now,
    });
    await receiver.start();
    port = (await receiver.listen({ host: '127.0.0.1', port: 0 })).port!;
  });

  afterAll(async () => {
    await receiver.stop();
    await knex.destroy();
    rmSync(folder, { recursive: true });
  });

  it('takes telemetry at its port, lets in who may send, and counts what was taken here', async () => {
    expect(receiver).toBeInstanceOf(ThreadReceiver);
    expect(await post(port, body(3), 'Bearer bad')).toBe(401);
    const done = flushed();
    expect(await post(port, body(4))).toBe(200);
    await done;
    expect(await counted()).toBe(4);
    const { signals, refused } = meter.snapshot();
    expect(signals[0].items.total).toBe(4);
    expect(refused).toMatchObject([{ status: 401, total: 1 }]);
  });

  it('takes what came by another door, and knows what it took before', async () => {
    const given = {
      signal: 'traces',
      encoding: 'protobuf',
      contentEncoding: 'identity',
      wire: body(5),
      maxBytes: 1024 * 1024,
    } as const;
    const done = flushed();
    const sender = { subject: 'tests' };
    expect(await receiver.ingest(given, sender)).toMatchObject({
      accepted: 5,
      isRepeat: false,
    });
    expect(await receiver.ingest(given, sender)).toMatchObject({
      isRepeat: true,
    });
    await done;
    expect(await counted()).toBe(9);
    await expect(
      receiver.ingest({ ...given, wire: Buffer.from('no') }, sender),
    ).rejects.toMatchObject({ httpStatus: 400 });
  });

  it('refuses what is too much together with what another door has taken', async () => {
    expect(receiver.budget.take(settings.maxBytesInFlight - 10)).toBe(true);
    expect(await post(port, body(1))).toBe(429);
    receiver.budget.giveBack(settings.maxBytesInFlight - 10);
    expect(receiver.budget.bytes).toBe(0);
  });

  it('goes on at the same port in another thread should its own end', async () => {
    const worker: Worker = jest.mocked(startThread).mock.results[0].value;
    const ended = new Promise(resolve => worker.once('exit', resolve));
    await worker.terminate();
    await ended;
    await expect(
      receiver.ingest(
        {
          signal: 'traces',
          encoding: 'protobuf',
          contentEncoding: 'identity',
          wire: body(1),
          maxBytes: 1024,
        },
        { subject: 'tests' },
      ),
    ).rejects.toMatchObject({ httpStatus: 503, retryAfterSeconds: 5 });
    expect(await receiver.readState()).toMatchObject({
      listener: { state: 'failed', port },
    });

    // Senders try again as this does.
    let status = 0;
    const bytes = body(2);
    while (status !== 200) {
      status = await post(port, bytes).catch(() => 0);
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    await flushed();
    expect(await counted()).toBe(11);
    expect(problems).toContain(
      'The thread that takes telemetry is started again',
    );
  });
});

describe('a receiver whose database no other thread can open', () => {
  it('is in the thread that it is made in', async () => {
    const knex = knexFactory({
      client: 'better-sqlite3',
      connection: ':memory:',
      useNullAsDefault: true,
    });
    const receiver = createReceiver({
      knex,
      hasOwnThread: true,
      settings,
      surroundings: {
        findSender: async () => ({ subject: 'tests' }),
        counts: new IngestMeter(),
        onFlushed: () => {},
        onError: () => {},
      },
      now: Date.now,
    });
    expect(receiver).not.toBeInstanceOf(ThreadReceiver);
    await knex.destroy();
  });
});
