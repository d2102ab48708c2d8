import { Knex } from 'knex';
import { RunStore } from '../runs/RunStore';
import { StoredSeries } from '../series/SeriesReader';
import { HOUR_MS } from './HourGrid';
import { TrendPointsReader } from './TrendPointsReader';

const seriesOf = (id: number) =>
  ({ id, operation: `GET /${id}` }) as StoredSeries;

describe('TrendPointsReader', () => {
  it('asks an engine once for what many integrations want to know at the same time, and gives each its own', async () => {
    const asked: number[][] = [];
    const reader = new TrendPointsReader({
      // Nothing of this is in our own store.
      knex: undefined as unknown as Knex,
      runs: undefined as unknown as RunStore,
      elsewhere: {
        has: () => true,
        async readHours(series, fromMs) {
          asked.push(series.map(({ id }) => id));
          return series.map(({ id }) => ({
            seriesId: id,
            startMs: fromMs,
            count: id,
            failed: 0,
            sumMs: 10 * id,
          }));
        },
      },
    });
    const all = await Promise.all(
      [[1, 2], [3], [4]].map(ids =>
        reader.readCalls(ids.map(seriesOf), ['latency'], 0, 24 * HOUR_MS),
      ),
    );
    expect(asked).toEqual([[1, 2, 3, 4]]);
    const point = (id: number) => ({
      operation: `GET /${id}`,
      startMs: 0,
      count: id,
      sum: 10 * id,
    });
    expect(all.map(points => points.get('latency'))).toEqual([
      [point(1), point(2)],
      [point(3)],
      [point(4)],
    ]);
  });
});
