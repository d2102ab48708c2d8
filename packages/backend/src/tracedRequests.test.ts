import { isUntraced, routeOf } from './tracedRequests';

describe('isUntraced', () => {
  it.each([
    '/api/integration-telemetry/otlp/v1/traces',
    '/v1/metrics?timeout=10',
    '/.backstage/health/v1/readiness',
    '/static/main.js',
  ])('leaves %s out of traces', url => {
    expect(isUntraced(url)).toBe(true);
  });

  it.each(['/', '/api/integration-telemetry/v1/health', '/catalog'])(
    'traces %s',
    url => {
      expect(isUntraced(url)).toBe(false);
    },
  );
});

describe('routeOf', () => {
  it('tells the plugins apart, and nothing else', () => {
    expect(routeOf('/api/catalog/entities/by-name/user/default/ada')).toBe(
      '/api/catalog',
    );
    expect(routeOf('/catalog/default/user/ada')).toBe('/');
  });
});
