import { ConfigReader } from '@backstage/config';
import { readEngines } from './readEngines';

const read = (...engines: object[]) =>
  readEngines(engines.map(item => new ConfigReader({ ...item })));

const main = { name: 'main', url: 'http://prometheus:9090' };

describe('readEngines', () => {
  it('needs a name and an address', () => {
    expect(read({ ...main, url: 'https://mimir.example/prometheus/' })).toEqual(
      [
        {
          name: 'main',
          url: 'https://mimir.example/prometheus',
          headers: {},
          timeoutMs: 15_000,
          maxResponseBytes: 67_108_864,
          maxSeries: 100_000,
          refreshMs: 30_000,
          lookbackMs: 604_800_000,
          precedence: 'store',
          serviceGraphs: true,
        },
      ],
    );
  });

  it('takes a token, headers, and matchers with or without braces', () => {
    const [engine] = read({
      ...main,
      auth: { token: 'abc' },
      headers: { 'X-Scope-OrgID': 'shop' },
      filter: '{cluster="eu"}',
      spanMetrics: {
        calls: 'acme_calls_total',
        durations: 'acme_duration_bucket',
        unit: 'milliseconds',
      },
    });

    expect(engine).toMatchObject({
      headers: { authorization: 'Bearer abc', 'x-scope-orgid': 'shop' },
      filter: 'cluster="eu"',
      spanMetrics: {
        calls: 'acme_calls_total',
        durations: 'acme_duration',
        unitMs: 1,
      },
    });
  });

  it.each([
    [{ url: 'prometheus:9090' }, /engines\[0\]\.url has to be an http/],
    [{ url: 'http://a:b@prometheus' }, /engines\[0\]\.url holds credentials/],
    [
      { url: 'http://prometheus/api/v1/query' },
      /engines\[0\]\.url has to be what/,
    ],
    [
      { auth: { token: 'a', username: 'b', password: 'c' } },
      /auth has to hold either/,
    ],
    [{ auth: { username: 'b' } }, /engines\[0\]\.auth needs both/],
    [{ auth: { token: 'a\nb' } }, /a credential that HTTP can't send/],
    [
      { precedence: 'newest' },
      /engines\[0\]\.precedence has to be store or engine/,
    ],
    [
      { timeout: { seconds: 0 } },
      /engines\[0\]\.timeout has to be at least 1 ms/,
    ],
    [{ lookback: { hours: 1 } }, /engines\[0\]\.lookback has to be at least/],
    [{ maxSeries: 0 }, /engines\[0\]\.maxSeries has to be a whole number/],
    [
      { spanMetrics: { calls: 'a b' } },
      /spanMetrics\.calls has to be the name/,
    ],
    [{ spanMetrics: { durations: 'a' } }, /spanMetrics\.calls/],
    [{ spanMetrics: { calls: 'a', unit: 'hours' } }, /spanMetrics\.unit/],
  ])('names the field of %j that is wrong', (wrong, message) => {
    expect(() => read({ ...main, ...wrong })).toThrow(message);
  });

  it('wants every engine to have a name of its own', () => {
    expect(() => read(main, main)).toThrow(/engines\[1\]\.name/);
  });
});
