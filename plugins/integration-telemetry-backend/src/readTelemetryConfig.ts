import { RootConfigService } from '@backstage/backend-plugin-api';
import { readDurationFromConfig } from '@backstage/config';
import { DEFAULT_ENVIRONMENT } from '@tieline/plugin-integrations-common';
import { durationToMilliseconds } from '@backstage/types';
import { Retention } from './series/SeriesStore';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What `integrationTelemetry` configures, with its defaults. */
export interface TelemetryConfig {
  maxBodyBytes: number;
  defaultEnvironment: string;
  retention: Retention;
  evaluationIntervalMs: number;
  catalogIntervalMs?: number;
}

/** @throws Error where a value is no duration or no number */
export function readTelemetryConfig(root: RootConfigService): TelemetryConfig {
  const config = root.getOptionalConfig('integrationTelemetry');
  const durationMs = <Default>(key: string, otherwise: Default) =>
    config?.has(key)
      ? durationToMilliseconds(readDurationFromConfig(config, { key }))
      : otherwise;
  return {
    maxBodyBytes:
      config?.getOptionalNumber('otlp.maxBodyBytes') ?? 64 * 1024 * 1024,
    defaultEnvironment:
      config?.getOptionalString('otlp.defaultEnvironment') ??
      DEFAULT_ENVIRONMENT,
    retention: {
      minutesMs: durationMs('retention.minutes', 48 * HOUR_MS),
      hoursMs: durationMs('retention.hours', 90 * DAY_MS),
      daysMs: durationMs('retention.days', 730 * DAY_MS),
    },
    evaluationIntervalMs: durationMs('evaluation.interval', 10_000),
    catalogIntervalMs: durationMs('catalog.interval', undefined),
  };
}
