import { RootConfigService } from '@backstage/backend-plugin-api';
import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { DEFAULT_ENVIRONMENT } from '@tieline/plugin-integrations-common';
import { OutboundRules } from '@tieline/plugin-integrations-node';
import { CallerRules } from './attribution/CallerKeys';
import { AlarmWebhook } from './alarms/AlarmWebhooks';
import { traceLink } from './exemplars/traceLink';
import { Sender } from './otlp/Sender';
import { readSenders } from './readSenders';
import { QueueMetricRule } from './queues/QueueMetrics';
import { readQueueMetrics } from './queues/readQueueMetrics';
import { Exemplar } from './series/Exemplar';
import { ReconciliationLimits } from './reconciliation/judgeWindows';
import { readRecordMetrics } from './reconciliation/readRecordMetrics';
import { RecordMetricRule } from './reconciliation/RecordMetrics';
import { Retention } from './series/SeriesStore';
import { EngineConfig } from './sources/prometheus/EngineConfig';
import { readEngines } from './sources/prometheus/readEngines';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MIB = 1024 * 1024;

/** OTLP's standard port for HTTP. */
const OTLP_PORT = 4318;

/** What `integrationTelemetry` configures, with its defaults. */
export interface TelemetryConfig {
  /** Bound of a body, on the wire and unpacked. */
  maxBodyBytes: number;
  /** Bound of all bodies that are worked on at once, unpacked. */
  maxBytesInFlight: number;
  /** Where OTLP is served beside Backstage's port; nowhere where undefined. */
  listen?: { host: string; port: number };
  /** Whether telemetry is taken in a thread of its own, where the database allows it. */
  hasOwnThread: boolean;
  defaultEnvironment: string;
  /** What tokens are bound to. */
  tokens: Sender[];
  /** How many series are kept apart before the rest of them share one. */
  cardinality: { perIntegration: number; overall: number };
  retention: Retention;
  /** How metrics tell of queues, beside the rules that are shipped. */
  queueMetrics: QueueMetricRule[];
  reconciliation: ReconciliationLimits;
  /** How metrics tell what became of records, beside the rules that are shipped. */
  recordMetrics: RecordMetricRule[];
  /** What tells callers apart that no service name names, beside consumer groups. */
  callers: CallerRules;
  evaluationIntervalMs: number;
  /** Whether health, drift and alarms are evaluated in a thread of their own, where the database allows it. */
  hasOwnRoundsThread: boolean;
  alarms: {
    /** How long a status has to last before it is an alarm. */
    settleMs: number;
    /** How long it has to be well before the alarm is over. */
    clearAfterMs: number;
    tellsRecoveries: boolean;
    webhooks: AlarmWebhook[];
  };
  /** Gives a trace its address; undefined where nobody shows traces. */
  traceLink?: (exemplar: Exemplar) => string;
  /** Whom the plugin may talk to. */
  outbound: OutboundRules;
  catalogIntervalMs?: number;
  /** Where telemetry is that is not sent here. */
  engines: EngineConfig[];
}

function readWholeNumber(
  config: Config | undefined,
  key: string,
  otherwise: number,
  bounds: { min: number; max?: number },
): number {
  const { min, max = Number.MAX_SAFE_INTEGER } = bounds;
  const value = config?.getOptionalNumber(key) ?? otherwise;
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new InputError(
      `integrationTelemetry.${key} has to be a whole number ${
        max === Number.MAX_SAFE_INTEGER
          ? `from ${min} on`
          : `from ${min} to ${max}`
      }, not ${value}`,
    );
  }
  return value;
}

function readReconciliation(config: Config | undefined): ReconciliationLimits {
  const tolerance =
    config?.getOptionalNumber('reconciliation.tolerance') ?? 0.001;
  if (!(tolerance >= 0 && tolerance < 1)) {
    throw new InputError(
      `integrationTelemetry.reconciliation.tolerance has to be a share from 0 to below 1, not ${tolerance}`,
    );
  }
  return {
    tolerance,
    minRecords: readWholeNumber(config, 'reconciliation.minRecords', 5, {
      min: 1,
    }),
  };
}

function readCallers(config: Config | undefined): CallerRules {
  const secret = config?.getOptionalString('callers.secret');
  return {
    apiKeyAttributes:
      config?.getOptionalStringArray('callers.apiKeyAttributes') ?? [],
    accountAttributes:
      config?.getOptionalStringArray('callers.accountAttributes') ?? [],
    accountsInClear:
      config?.getOptionalBoolean('callers.accountsInClear') ?? false,
    ...(secret && { secret }),
  };
}

function readListen(config: Config | undefined): TelemetryConfig['listen'] {
  const listen = config?.getOptional('otlp.listen');
  if (listen === undefined || listen === false) {
    return undefined;
  }
  if (typeof listen !== 'object') {
    throw new InputError(
      'integrationTelemetry.otlp.listen has to be false, or host and port',
    );
  }
  return {
    // Who wants others to reach it says so.
    host: config?.getOptionalString('otlp.listen.host') ?? '127.0.0.1',
    port: readWholeNumber(config, 'otlp.listen.port', OTLP_PORT, {
      min: 0,
      max: 65_535,
    }),
  };
}

/**
 * @throws Error that names the field, where a value is not what it has to be or
 *   contradicts another
 */
export function readTelemetryConfig(root: RootConfigService): TelemetryConfig {
  const config = root.getOptionalConfig('integrationTelemetry');
  const durationMs = <Default>(key: string, otherwise: Default) =>
    config?.has(key)
      ? durationToMilliseconds(readDurationFromConfig(config, { key }))
      : otherwise;
  const atLeast = (key: string, otherwise: number, min: number) =>
    readWholeNumber(config, key, otherwise, { min });

  const maxBodyBytes = atLeast('otlp.maxBodyBytes', 64 * MIB, 1);
  const maxBytesInFlight = atLeast(
    'otlp.maxBytesInFlight',
    Math.max(256 * MIB, maxBodyBytes),
    1,
  );
  if (maxBytesInFlight < maxBodyBytes) {
    throw new InputError(
      `integrationTelemetry.otlp.maxBytesInFlight (${maxBytesInFlight}) has to be at least integrationTelemetry.otlp.maxBodyBytes (${maxBodyBytes}): the largest body would wait forever`,
    );
  }
  return {
    maxBodyBytes,
    maxBytesInFlight,
    listen: readListen(config),
    hasOwnThread: config?.getOptionalBoolean('otlp.ownThread') ?? true,
    defaultEnvironment:
      config?.getOptionalString('otlp.defaultEnvironment') ??
      DEFAULT_ENVIRONMENT,
    tokens: readSenders(config?.getOptionalConfigArray('otlp.tokens') ?? []),
    cardinality: {
      perIntegration: atLeast('cardinality.perIntegration', 500, 1),
      overall: atLeast('cardinality.overall', 200_000, 1),
    },
    retention: {
      minutesMs: durationMs('retention.minutes', 48 * HOUR_MS),
      hoursMs: durationMs('retention.hours', 90 * DAY_MS),
      daysMs: durationMs('retention.days', 730 * DAY_MS),
    },
    queueMetrics: readQueueMetrics(
      config?.getOptionalConfigArray('queueMetrics') ?? [],
    ),
    reconciliation: readReconciliation(config),
    recordMetrics: readRecordMetrics(
      config?.getOptionalConfigArray('reconciliation.metrics') ?? [],
    ),
    callers: readCallers(config),
    evaluationIntervalMs: durationMs('evaluation.interval', 10_000),
    hasOwnRoundsThread:
      config?.getOptionalBoolean('evaluation.ownThread') ?? true,
    alarms: {
      settleMs: durationMs('alarms.settle', 60_000),
      clearAfterMs: durationMs('alarms.clearAfter', 5 * 60_000),
      tellsRecoveries:
        config?.getOptionalBoolean('alarms.recoveryNotices') ?? false,
      webhooks: (config?.getOptionalConfigArray('alarms.webhooks') ?? []).map(
        webhook => ({
          url: webhook.getString('url'),
          secret: webhook.getString('secret'),
        }),
      ),
    },
    ...(config?.has('traces.link') && {
      traceLink: traceLink(
        config.getString('traces.link'),
        'integrationTelemetry.traces.link',
      ),
    }),
    outbound: {
      allowedHosts: config?.getOptionalStringArray('outbound.allowedHosts'),
      allowPrivateAddresses: config?.getOptionalBoolean(
        'outbound.allowPrivateAddresses',
      ),
    },
    catalogIntervalMs: durationMs('catalog.interval', undefined),
    engines: readEngines(config?.getOptionalConfigArray('engines') ?? []),
  };
}
