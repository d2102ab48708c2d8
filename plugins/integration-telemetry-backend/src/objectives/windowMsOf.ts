import {
  IntegrationObjective,
  parseDurationMs,
} from '@tieline/plugin-integrations-common';

const DAY_MS = 86_400_000;

/** Findings of the entity name a window that is none; a month is judged meanwhile. */
export function windowMsOf({ window }: IntegrationObjective): number {
  return parseDurationMs(window) ?? 30 * DAY_MS;
}
