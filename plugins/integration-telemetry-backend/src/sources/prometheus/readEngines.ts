import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { EngineConfig, SpanMetricNames } from './EngineConfig';

const ROOT = 'integrationTelemetry.engines';
const MIB = 1024 * 1024;
const DAY_MS = 86_400_000;

const unitsMs: Record<string, number> = { seconds: 1000, milliseconds: 1 };

function readUrl(config: Config, path: string): string {
  const text = config.getString('url');
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new InputError(
      `${path}.url has to be an http or https address, not "${text}"`,
    );
  }
  if (url.username || url.password) {
    throw new InputError(
      `${path}.url holds credentials: configure ${path}.auth, which is never shown`,
    );
  }
  if (url.search || url.hash || /\/api\/v1\/?/.test(url.pathname)) {
    throw new InputError(
      `${path}.url has to be what /api/v1/query comes after, not "${text}"`,
    );
  }
  return text.replace(/\/+$/, '');
}

function readHeaders(config: Config, path: string): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name of config.getOptionalConfig('headers')?.keys() ?? []) {
    headers[name.toLocaleLowerCase('en-US')] = config.getString(
      `headers.${name}`,
    );
  }
  const token = config.getOptionalString('auth.token');
  const username = config.getOptionalString('auth.username');
  const password = config.getOptionalString('auth.password');
  if (token && (username || password)) {
    throw new InputError(
      `${path}.auth has to hold either token, or username and password`,
    );
  }
  if (Boolean(username) !== Boolean(password)) {
    throw new InputError(`${path}.auth needs both username and password`);
  }
  if (token) {
    headers.authorization = `Bearer ${token}`;
  } else if (username) {
    headers.authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  }
  try {
    return Object.fromEntries(new Headers(headers).entries());
  } catch {
    throw new InputError(
      `${path} holds a header or a credential that HTTP can't send`,
    );
  }
}

function readMetric(
  config: Config,
  key: string,
  path: string,
): string | undefined {
  const metric = config.getOptionalString(key);
  if (metric !== undefined && !/^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(metric)) {
    throw new InputError(
      `${path}.${key} has to be the name of a metric, not "${metric}"`,
    );
  }
  return metric;
}

function readSpanMetrics(
  config: Config,
  path: string,
): SpanMetricNames | undefined {
  const own = config.getOptionalConfig('spanMetrics');
  if (!own) {
    return undefined;
  }
  const within = `${path}.spanMetrics`;
  const calls = readMetric(own, 'calls', within);
  if (!calls) {
    throw new InputError(`${within}.calls has to name the counter of calls`);
  }
  const unit = own.getOptionalString('unit') ?? 'seconds';
  if (!unitsMs[unit]) {
    throw new InputError(
      `${within}.unit has to be seconds or milliseconds, not "${unit}"`,
    );
  }
  const durations = readMetric(own, 'durations', within)?.replace(
    /_bucket$/,
    '',
  );
  return { calls, unitMs: unitsMs[unit], ...(durations && { durations }) };
}

function readEngine(config: Config, path: string): EngineConfig {
  const durationMs = <Default>(
    key: string,
    otherwise: Default,
    minMs: number,
  ) => {
    const ms = config.has(key)
      ? durationToMilliseconds(readDurationFromConfig(config, { key }))
      : otherwise;
    if (typeof ms === 'number' && ms < minMs) {
      throw new InputError(
        `${path}.${key} has to be at least ${minMs} ms, not ${ms} ms`,
      );
    }
    return ms;
  };
  const wholeNumber = (key: string, otherwise: number) => {
    const value = config.getOptionalNumber(key) ?? otherwise;
    if (!Number.isInteger(value) || value < 1) {
      throw new InputError(
        `${path}.${key} has to be a whole number from 1 on, not ${value}`,
      );
    }
    return value;
  };
  const precedence = config.getOptionalString('precedence') ?? 'store';
  if (precedence !== 'store' && precedence !== 'engine') {
    throw new InputError(
      `${path}.precedence has to be store or engine, not "${precedence}"`,
    );
  }
  return {
    name: config.getString('name'),
    url: readUrl(config, path),
    headers: readHeaders(config, path),
    timeoutMs: durationMs('timeout', 15_000, 1),
    maxResponseBytes: wholeNumber('maxResponseBytes', 64 * MIB),
    maxSeries: wholeNumber('maxSeries', 100_000),
    refreshMs: durationMs('refresh', 30_000, 1),
    lookbackMs: durationMs('lookback', 7 * DAY_MS, DAY_MS),
    sampleIntervalMs: durationMs('sampleInterval', undefined, 1),
    filter: config.getOptionalString('filter')?.replace(/^\s*\{|\}\s*$/g, ''),
    environment: config.getOptionalString('environment'),
    precedence,
    spanMetrics: readSpanMetrics(config, path),
    serviceGraphs: config.getOptionalBoolean('serviceGraphs') ?? true,
  };
}

/**
 * The engines of `integrationTelemetry.engines`.
 *
 * @throws Error that names the field, where a value is not what it has to be or
 *   contradicts another
 */
export function readEngines(configs: readonly Config[]): EngineConfig[] {
  const engines = configs.map((config, at) =>
    readEngine(config, `${ROOT}[${at}]`),
  );
  const names = new Set<string>();
  engines.forEach(({ name }, at) => {
    if (names.has(name)) {
      throw new InputError(
        `${ROOT}[${at}].name: there is another engine called ${name}`,
      );
    }
    names.add(name);
  });
  return engines;
}
