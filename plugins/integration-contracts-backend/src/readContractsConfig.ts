import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import {
  COMPATIBILITY_MODES,
  COMPATIBILITY_POLICIES,
} from '@tieline/plugin-integrations-common';
import { JUDGING_LIMITS } from './judging/JudgingThreads';
import { Defaults } from './registry/Contract';

export interface ContractsConfig {
  defaults: Defaults;
  maxTextBytes: number;
  catalogIntervalMs: number;
  /** Between two looks at a file that an Integration names. */
  fileIntervalMs: number;
  judging: { timeLimitMs: number; maxHeapMb: number; threads: number };
}

const MEGABYTE = 1024 * 1024;

/**
 * Reads `integrationContracts`.
 *
 * @throws InputError where a mode or policy is none
 */
export function readContractsConfig(config: Config): ContractsConfig {
  const ours = config.getOptionalConfig('integrationContracts');
  const duration = (key: string, defaultMs: number) =>
    ours?.has(key)
      ? durationToMilliseconds(readDurationFromConfig(ours, { key }))
      : defaultMs;
  return {
    defaults: {
      mode: oneOf(ours, 'defaults.mode', COMPATIBILITY_MODES, 'BACKWARD'),
      policy: oneOf(
        ours,
        'defaults.policy',
        COMPATIBILITY_POLICIES,
        'semantic',
      ),
    },
    maxTextBytes: ours?.getOptionalNumber('maxTextBytes') ?? 32 * MEGABYTE,
    catalogIntervalMs: duration('catalogInterval', 5_000),
    fileIntervalMs: duration('fileInterval', 5 * 60_000),
    judging: {
      timeLimitMs: duration('judging.timeLimit', JUDGING_LIMITS.timeLimitMs),
      maxHeapMb:
        ours?.getOptionalNumber('judging.maxHeapMb') ??
        JUDGING_LIMITS.maxHeapMb,
      threads: ours?.getOptionalNumber('judging.threads') ?? 2,
    },
  };
}

function oneOf<Value extends string>(
  config: Config | undefined,
  key: string,
  values: readonly Value[],
  whenMissing: Value,
): Value {
  const given = config?.getOptionalString(key) ?? whenMissing;
  const known = values.find(value => value === given);
  if (!known) {
    throw new InputError(
      `integrationContracts.${key} must be one of ${values.join(', ')}, not ${given}`,
    );
  }
  return known;
}
