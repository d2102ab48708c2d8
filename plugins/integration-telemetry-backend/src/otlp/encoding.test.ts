import { fromProtobuf } from '../__testUtils__/otlpProto';
import { encodeSuccess } from './encoding';

describe('a success', () => {
  it.each([
    ['traces', 'rejectedSpans'],
    ['metrics', 'rejectedDataPoints'],
    ['logs', 'rejectedLogRecords'],
  ] as const)(
    'of %s names %s where something was not taken',
    (signal, name) => {
      const json = encodeSuccess('json', signal, 3, 'a reason');
      expect(JSON.parse(json.body.toString())).toEqual({
        partialSuccess: { [name]: '3', errorMessage: 'a reason' },
      });
      expect(
        fromProtobuf(
          'ExportResponse',
          encodeSuccess('protobuf', signal, 3, 'a reason').body,
        ),
      ).toEqual({ partialSuccess: { rejected: 3, errorMessage: 'a reason' } });
    },
  );

  it('is an empty message where everything was taken', () => {
    expect(encodeSuccess('json', 'logs', 0).body.toString()).toBe('{}');
    expect(encodeSuccess('protobuf', 'logs', 0).body).toHaveLength(0);
  });
});
