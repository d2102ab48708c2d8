// Effect's OTLP exporters for traces, metrics and logs together.
import { Effect, Layer, Metric } from 'effect';
import { FetchHttpClient } from 'effect/http';
import { Otlp } from 'effect/observability';

const { layer, endpoint, authorization, service, calls, target, metric } =
  JSON.parse(process.argv[2]);

const exporters = Otlp[layer]({
  baseUrl: endpoint,
  headers: { authorization },
  compression: 'gzip',
  metricsTemporality: 'delta',
  resource: {
    serviceName: service,
    attributes: { 'deployment.environment.name': 'production' },
  },
}).pipe(Layer.provide(FetchHttpClient.layer));

const attributes = path => ({
  'http.request.method': 'GET',
  'http.response.status_code': path.endsWith('fail') ? 503 : 200,
});

const call = path =>
  (path.endsWith('fail') ? Effect.fail('refused') : Effect.void).pipe(
    Effect.withSpan('GET', {
      kind: 'client',
      attributes: { ...attributes(path), 'url.full': `${target}${path}` },
    }),
    Effect.ignore,
  );

const measure = path =>
  Metric.update(
    Metric.histogram('http.client.request.duration', {
      boundaries: [0.05, 0.1, 0.5],
      attributes: {
        ...attributes(path),
        unit: 's',
        'server.address': metric.address,
      },
    }),
    0.08,
  );

await Effect.runPromise(
  Effect.forEach(calls, metric ? measure : call).pipe(
    Effect.andThen(Effect.logInfo('Called everybody')),
    Effect.provide(exporters),
  ),
);
