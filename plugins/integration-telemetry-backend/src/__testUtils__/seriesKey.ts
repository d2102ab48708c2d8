import { SeriesKey } from '../series/SeriesBatch';

/** Calls of the shop's that spans tell of, unless said otherwise. */
export function seriesKey(key: Partial<SeriesKey>): SeriesKey {
  return {
    subject: 'integration:default/a',
    environment: 'production',
    source: 'spans',
    side: 'caller',
    kind: 'call',
    operation: 'GET /a',
    consumer: 'shop',
    version: '',
    ...key,
  };
}
