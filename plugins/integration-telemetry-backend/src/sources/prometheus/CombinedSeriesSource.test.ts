import { emptyStore } from '../../__testUtils__/createEngines';
import { seriesKey } from '../../__testUtils__/seriesKey';
import { CallTotals } from '../../series/CallTotals';
import { StoredSeries } from '../../series/SeriesReader';
import { CombinedSeriesSource, EngineSource } from './CombinedSeriesSource';
import { EngineError } from './EngineError';

const HOUR_MS = 3_600_000;

const series = (
  id: number,
  lastSeenMs: number,
  environment = 'production',
): StoredSeries => ({
  ...seriesKey({ subject: 'integration:default/a', environment }),
  id,
  sampling_unknown: false,
  environment_assumed: false,
  first_seen_ms: 0,
  last_seen_ms: lastSeenMs,
});

function countOf(count: number) {
  const totals = new CallTotals();
  totals.count = count;
  return totals;
}

function combine(options: {
  own: StoredSeries[];
  theirs: StoredSeries[] | Error;
  precedence?: EngineSource['precedence'];
}) {
  const sourceOf = (items: StoredSeries[] | Error, count: number) => ({
    ...emptyStore,
    listSeries: async () => {
      if (items instanceof Error) {
        throw items;
      }
      return items;
    },
    readTotals: async (some: readonly StoredSeries[]) =>
      new Map(some.map(({ id }) => [id, countOf(count)])),
    readCounts: async (some: readonly StoredSeries[]) => [
      { startMinute: 5, count: count * some.length, failed: 0 },
    ],
    readDays: async () => [],
  });
  return new CombinedSeriesSource({
    own: sourceOf(options.own, 1),
    engines: [
      {
        source: sourceOf(options.theirs, 10) as never,
        precedence: options.precedence ?? 'store',
        has: ({ id }) => id < 0,
      },
    ],
  });
}

const idsOf = async (source: CombinedSeriesSource<never>) =>
  (await source.listSeries('integration:default/a')).map(({ id }) => id);

describe('series of our own store and of an engine', () => {
  const now = 100 * HOUR_MS;

  it.each<[string, Parameters<typeof combine>[0], number[]]>([
    [
      'the engine’s where we have none',
      { own: [], theirs: [series(-1, now)] },
      [-1],
    ],
    [
      'ours where both know it',
      { own: [series(1, now)], theirs: [series(-1, now)] },
      [1],
    ],
    [
      'the engine’s where it goes first',
      {
        own: [series(1, now)],
        theirs: [series(-1, now)],
        precedence: 'engine',
      },
      [-1],
    ],
    [
      'the engine’s once nothing came here for more than a day',
      { own: [series(1, now - 25 * HOUR_MS)], theirs: [series(-1, now)] },
      [-1],
    ],
    [
      'each environment’s from where it is',
      {
        own: [series(1, now)],
        theirs: [series(-1, now), series(-2, now, 'test')],
      },
      [1, -2],
    ],
    [
      'ours while the engine is out',
      { own: [series(1, now)], theirs: new EngineError('main', 'is out') },
      [1],
    ],
  ])('are %s', async (_, options, ids) => {
    expect(await idsOf(combine(options) as never)).toEqual(ids);
  });

  it('are unknown, not none, where only an engine that is out may know them', async () => {
    const source = combine({
      own: [],
      theirs: new EngineError('main', 'is out'),
    });

    await expect(source.listSeries('x')).rejects.toThrow(
      'The engine main is out',
    );
  });

  it('are read where they are, and added up', async () => {
    const source = combine({ own: [], theirs: [] });
    const both = [series(1, now), series(-1, now), series(-2, now)];

    const totals = await source.readTotals(both, 1, 0, 1);
    expect([...totals].map(([id, { count }]) => [id, count])).toEqual([
      [1, 1],
      [-1, 10],
      [-2, 10],
    ]);
    expect(await source.readCounts(both, 1, 0, 1)).toEqual([
      { startMinute: 5, count: 21, failed: 0 },
    ]);
  });
});
