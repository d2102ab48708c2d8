import { StoredSeries } from '../series/SeriesReader';
import { chooseView } from './chooseView';

const HOUR_MS = 3_600_000;

const series = (
  source: StoredSeries['source'],
  side: StoredSeries['side'],
  lastSeenMs: number,
) => ({ source, side, last_seen_ms: lastSeenMs }) as StoredSeries;

const all = [
  series('spans', 'caller', 10 * HOUR_MS),
  series('spans', 'callee', 10 * HOUR_MS),
  series('metrics', 'callee', 10 * HOUR_MS),
  series('metrics', 'caller', 10 * HOUR_MS),
];

describe('chooseView', () => {
  it('shows metrics of the caller for a request, of who processes for messages', () => {
    expect(chooseView(all, 'request')).toMatchObject({
      source: 'metrics',
      side: 'caller',
    });
    expect(chooseView(all, 'event')).toMatchObject({
      source: 'metrics',
      side: 'callee',
    });
  });

  it('passes over what is gone for an hour while another goes on', () => {
    const spans = series('spans', 'caller', 10 * HOUR_MS);
    const late = (ageMs: number) =>
      chooseView(
        [spans, series('metrics', 'caller', 10 * HOUR_MS - ageMs)],
        'request',
      );
    expect(late(HOUR_MS)?.source).toBe('metrics');
    expect(late(HOUR_MS + 1)?.source).toBe('spans');
  });

  it('knows nothing of what nobody reports', () => {
    expect(chooseView([], 'request')).toBeUndefined();
  });
});
