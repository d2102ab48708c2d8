import { metrics, propagation, context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  getNumberFromEnv,
  setGlobalErrorHandler,
  W3CTraceContextPropagator,
} from '@opentelemetry/core';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { registerInstrumentations } from '@opentelemetry/instrumentation';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { KnexInstrumentation } from '@opentelemetry/instrumentation-knex';
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import {
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { createComplaint } from './createComplaint';
import { DiscreetSpanProcessor } from './DiscreetSpanProcessor';
import { isUntraced, routeOf } from './tracedRequests';
import { createSampler } from './createSampler';

/** Who sends to itself finds nobody there any more, and must not wait for that. */
const STOPS_WITHIN_MS = 2_000;

/** What is running, to be stopped with the backend. */
export interface SelfTelemetry {
  /** Sends what is left. Never throws. */
  stop(): Promise<void>;
}

function describeProcess(environment: NodeJS.ProcessEnv) {
  return (
    defaultResource()
      .merge(
        resourceFromAttributes({
          'service.name': 'tieline-backend',
          'deployment.environment.name':
            environment.NODE_ENV === 'production'
              ? 'production'
              : 'development',
        }),
      )
      // What OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES say wins.
      .merge(detectResources({ detectors: [envDetector] }))
  );
}

/**
 * Sends this backend's own traces and metrics over OTLP, as the standard
 * environment variables say. Has to run before anything else is loaded, since
 * what it instruments is wrapped while it loads.
 *
 * Only the parts that are used are put together here: the SDK for Node brings
 * exporters for protocols that nobody asked for, which take memory all the same.
 *
 * Source: https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
 */
export function startSelfTelemetry(
  environment: NodeJS.ProcessEnv = process.env,
): SelfTelemetry {
  setGlobalErrorHandler(
    createComplaint(message => process.stderr.write(`${message}\n`)),
  );
  const resource = describeProcess(environment);
  const providers: Array<{ shutdown(): Promise<unknown> }> = [];

  if (environment.OTEL_TRACES_EXPORTER !== 'none') {
    const tracerProvider = new TracerProvider({
      resource,
      sampler: createSampler(environment),
      spanProcessors: [
        new DiscreetSpanProcessor(
          new BatchSpanProcessor({
            exporter: new OTLPTraceExporter(),
            scheduledDelayMillis: getNumberFromEnv('OTEL_BSP_SCHEDULE_DELAY'),
            maxQueueSize: getNumberFromEnv('OTEL_BSP_MAX_QUEUE_SIZE'),
            maxExportBatchSize: getNumberFromEnv(
              'OTEL_BSP_MAX_EXPORT_BATCH_SIZE',
            ),
          }),
        ),
      ],
    });
    trace.setGlobalTracerProvider(tracerProvider);
    context.setGlobalContextManager(
      new AsyncLocalStorageContextManager().enable(),
    );
    propagation.setGlobalPropagator(new W3CTraceContextPropagator());
    providers.push(tracerProvider);
  }
  if (environment.OTEL_METRICS_EXPORTER !== 'none') {
    const meterProvider = new MeterProvider({
      resource,
      readers: [
        new PeriodicExportingMetricReader({
          exporter: new OTLPMetricExporter(),
          exportIntervalMillis: getNumberFromEnv('OTEL_METRIC_EXPORT_INTERVAL'),
        }),
      ],
    });
    metrics.setGlobalMeterProvider(meterProvider);
    providers.push(meterProvider);
  }
  registerInstrumentations({
    instrumentations: [
      new HttpInstrumentation({
        ignoreIncomingRequestHook: ({ url }) => isUntraced(url),
        startIncomingSpanHook: ({ url }) => ({ 'http.route': routeOf(url) }),
        requestHook(span, { method, ...request }) {
          if ('url' in request) {
            span.updateName(`${method} ${routeOf(request.url)}`);
          }
        },
        applyCustomAttributesOnSpan(span, _request, { statusCode }) {
          // Whoever tries addresses would otherwise make a route of each.
          if (statusCode === 404) {
            span.setAttribute('http.route', '/*');
          }
        },
      }),
      // Loops ask the database all the time: only what a request asks is traced.
      new KnexInstrumentation({ requireParentSpan: true }),
    ],
  });

  return {
    async stop() {
      await Promise.race([
        Promise.allSettled(providers.map(provider => provider.shutdown())),
        new Promise(resolve => setTimeout(resolve, STOPS_WITHIN_MS)),
      ]);
    },
  };
}
