import { gzipSync } from 'zlib';
import { toProtobuf } from '../__testUtils__/otlpProto';
import { span, traces } from '../__testUtils__/telemetry';
import { addEncoded } from '../series/batchCodec';
import { Inbox, Parcel } from '../series/Inbox';
import { SeriesBatch } from '../series/SeriesBatch';
import { Attributors } from './Attributors';
import { IngestService } from './IngestService';
import { KeyDictionary } from '../series/KeyDictionary';
import { ReadingWorkers } from './ReadingWorkers';
import { Turns } from './Turns';

jest.setTimeout(60_000);

const rules = { integrations: [], defaultEnvironment: 'production' };
const maxBytes = 8 * 1024 * 1024;

describe('a body above a mebibyte', () => {
  const parcels: Parcel[] = [];
  const keys = new KeyDictionary({ now: Date.now });
  const workers = new ReadingWorkers({ rules, size: 1 });
  const reading = jest.spyOn(workers, 'read');
  const inbox: Pick<Inbox, 'add'> = {
    add: async parcel => {
      parcels.push(parcel);
      return true;
    },
  };
  const service = new IngestService({
    attributors: new Attributors(rules),
    workers,
    turns: new Turns(),
    inbox: inbox as Inbox,
    keys,
    onTaken: () => {},
    now: Date.now,
    onError: (_, error) => {
      throw error;
    },
  });
  const calls = (count: number) =>
    toProtobuf(
      'ExportTraceServiceRequest',
      traces(
        { 'service.name': 'shop' },
        Array.from({ length: count }, () =>
          span({ attributes: { 'server.address': 'payments.example' } }),
        ),
      ),
    );
  const send = (bytes: Buffer, contentEncoding: 'gzip' | 'identity') =>
    service.ingest(
      {
        signal: 'traces',
        encoding: 'protobuf',
        contentEncoding,
        wire: bytes,
        maxBytes,
      },
      { subject: 'test' },
    );
  const counted = () => {
    const batch = new SeriesBatch();
    parcels
      .splice(0)
      .forEach(({ payload }) => addEncoded(payload, batch, keys));
    return [...batch.series.values()].flatMap(({ minutes }) =>
      [...minutes.values()].map(({ count }) => count),
    );
  };

  beforeEach(() => reading.mockClear());
  afterAll(() => workers.stop());

  it('is read in a thread, plain or packed, and counts the same', async () => {
    const large = calls(12_000);
    expect(large.length).toBeGreaterThan(1024 * 1024);
    expect(await send(large, 'identity')).toMatchObject({ accepted: 12_000 });
    const packed = Buffer.from(gzipSync(large));
    expect(await send(packed, 'gzip')).toMatchObject({ accepted: 12_000 });
    expect(reading).toHaveBeenCalledTimes(2);
    expect(counted().reduce((sum, count) => sum + count)).toBe(24_000);
  });

  it('goes to a thread as well where it claims to be smaller than it is', async () => {
    const packed = Buffer.from(gzipSync(calls(12_000)));
    packed.writeUInt32LE(1_000, packed.length - 4);
    await expect(send(packed, 'gzip')).rejects.toMatchObject({
      httpStatus: 400,
    });
    expect(parcels).toEqual([]);
  });

  it('is refused by the thread as it would be here', async () => {
    const cutOff = calls(12_000).subarray(0, -1);
    await expect(send(cutOff, 'identity')).rejects.toMatchObject({
      httpStatus: 400,
    });
    expect(reading).toHaveBeenCalledTimes(1);
  });

  it('leaves small ones where they are', async () => {
    expect(await send(calls(3), 'identity')).toMatchObject({ accepted: 3 });
    expect(reading).not.toHaveBeenCalled();
    expect(counted()).toEqual([3]);
  });
});
