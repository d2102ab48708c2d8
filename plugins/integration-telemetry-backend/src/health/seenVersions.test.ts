import { seriesKey } from '../__testUtils__/seriesKey';
import { OVERFLOW, SeriesKey } from '../series/SeriesBatch';
import { seenVersions } from './seenVersions';

function series(lastSeenMs: number, key: Partial<SeriesKey>) {
  return {
    ...seriesKey(key),
    id: 1,
    sampling_unknown: false,
    environment_assumed: false,
    first_seen_ms: 0,
    last_seen_ms: lastSeenMs,
  };
}

it('tells each version once, the latest seen first, without what is old, says none or was too much to keep apart', () => {
  expect(
    seenVersions(
      [
        series(5_000, { version: '1', consumer: 'shop' }),
        series(7_000, { version: '1', consumer: 'desk' }),
        series(9_000, { version: '2' }),
        series(999, { version: '0' }),
        series(9_000, { version: '' }),
        series(9_000, { version: '3', operation: OVERFLOW }),
      ],
      1_000,
    ),
  ).toEqual([
    { version: '2', lastSeenAt: '1970-01-01T00:00:09.000Z' },
    { version: '1', lastSeenAt: '1970-01-01T00:00:07.000Z' },
  ]);
});

it('tells no more than the latest twenty', () => {
  const many = Array.from({ length: 30 }, (_, at) =>
    series(at, { version: `${at}` }),
  );
  const seen = seenVersions(many, 0);
  expect(seen).toHaveLength(20);
  expect(seen[0].version).toBe('29');
});
