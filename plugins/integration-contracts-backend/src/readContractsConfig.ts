import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import {
  COMPATIBILITY_MODES,
  COMPATIBILITY_POLICIES,
} from '@tieline/plugin-integrations-common';
import { JUDGING_LIMITS } from './judging/JudgingThreads';
import { EndingPolicy } from './lifecycle/Ending';
import { Defaults } from './registry/Contract';

export interface ContractsConfig {
  defaults: Defaults;
  maxTextBytes: number;
  catalogIntervalMs: number;
  /** Between two looks at a file that an Integration names. */
  fileIntervalMs: number;
  judging: { timeLimitMs: number; maxHeapMb: number; threads: number };
  /** What is waited for before something that ends may be switched off. */
  endings: EndingPolicy;
}

/** The notice that is asked for where nobody says otherwise. */
const NOTICE_DAYS: EndingPolicy['noticeDays'] = {
  low: 30,
  medium: 60,
  high: 90,
  critical: 180,
};

const UNSEEN_DAYS = 14;

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
  const days = (key: string, whenMissing: number) => {
    const given = ours?.getOptionalNumber(`endings.${key}`) ?? whenMissing;
    if (!(given >= 0)) {
      throw new InputError(
        `integrationContracts.endings.${key} must be a number of days, not ${given}`,
      );
    }
    return given;
  };
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
    endings: {
      noticeDays: {
        low: days('noticeDays.low', NOTICE_DAYS.low),
        medium: days('noticeDays.medium', NOTICE_DAYS.medium),
        high: days('noticeDays.high', NOTICE_DAYS.high),
        critical: days('noticeDays.critical', NOTICE_DAYS.critical),
      },
      unseenDays: days('unseenDays', UNSEEN_DAYS),
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
