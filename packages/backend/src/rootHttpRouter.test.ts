import { exceptQuiet, isQuiet } from './rootHttpRouter';

describe('isQuiet', () => {
  it.each([
    '/api/integration-telemetry/otlp/v1/traces',
    '/api/integration-telemetry/otlp/v1/metrics?x=1',
    '/api/integration-telemetry/v1/runs',
  ])('leaves %s out of the request log', url => {
    expect(isQuiet(url)).toBe(true);
  });

  it.each([
    '/',
    '/api/integration-telemetry/v1/health',
    '/api/integration-telemetry/v1/runs-of-somebody',
    '/api/catalog/entities?path=/api/integration-telemetry/otlp',
  ])('logs %s', url => {
    expect(isQuiet(url)).toBe(false);
  });
});

describe('exceptQuiet', () => {
  it('hands every request on, whether it is logged or not', () => {
    const log = jest.fn((_request, _response, next) => next());
    const handler = exceptQuiet(log);
    const next = jest.fn();

    handler({ originalUrl: '/' } as any, {} as any, next);
    expect(log).toHaveBeenCalledTimes(1);

    handler(
      { originalUrl: '/api/integration-telemetry/otlp/v1/traces' } as any,
      {} as any,
      next,
    );
    expect(log).toHaveBeenCalledTimes(1);
    expect(next).toHaveBeenCalledTimes(2);
  });
});
