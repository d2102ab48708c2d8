import { RootConfigService } from '@backstage/backend-plugin-api';
import { readDurationFromConfig } from '@backstage/config';
import { durationToMilliseconds } from '@backstage/types';

/** A time between two turns from the configuration, in milliseconds. */
export function readInterval(
  config: RootConfigService,
  name: string,
  defaultMs: number,
): number {
  const key = `integrationGovernance.${name}`;
  return config.has(key)
    ? durationToMilliseconds(readDurationFromConfig(config, { key }))
    : defaultMs;
}
