import { RootConfigService } from '@backstage/backend-plugin-api';
import { readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import {
  CRITICALITIES,
  Criticality,
  parseDurationMs,
} from '@tieline/plugin-integrations-common';
import { DAY_MS } from '../improvement/days';

const KEY = 'integrationGovernance.reviews.cadence';

/** How often something is to be reviewed, and who says so. */
export interface Cadence {
  /** The shorter of what is declared and what is allowed. */
  days: number;
  allowedDays: number;
  source: 'catalog' | 'policy';
}

/** The longest time between two reviews, in days. */
export interface CadencePolicy {
  byCriticality: Record<Criticality, number>;
  /** Of the whole architecture. */
  portfolio: number;
}

export const defaultCadencePolicy: CadencePolicy = {
  byCriticality: { low: 365, medium: 365, high: 182, critical: 91 },
  portfolio: 365,
};

/** @throws InputError that names the key */
export function readCadencePolicy(config: RootConfigService): CadencePolicy {
  const daysOf = (name: string, usual: number) => {
    const key = `${KEY}.${name}`;
    if (!config.has(key)) {
      return usual;
    }
    const days = Math.round(
      durationToMilliseconds(readDurationFromConfig(config, { key })) / DAY_MS,
    );
    if (days < 1) {
      throw new InputError(`${key} is shorter than a day.`);
    }
    return days;
  };
  const { byCriticality, portfolio } = defaultCadencePolicy;
  return {
    byCriticality: Object.fromEntries(
      CRITICALITIES.map(criticality => [
        criticality,
        daysOf(criticality, byCriticality[criticality]),
      ]),
    ) as Record<Criticality, number>,
    portfolio: daysOf('portfolio', portfolio),
  };
}

/**
 * The cadence of an integration. One without a criticality is taken for a
 * medium one, as its checks take it.
 *
 * @param declared - `spec.review.cadence`; counts where it is shorter than what is allowed
 */
export function cadenceOf(
  { byCriticality }: CadencePolicy,
  criticality: Criticality = 'medium',
  declared?: string,
): Cadence {
  const allowedDays = byCriticality[criticality];
  const declaredMs = declared ? parseDurationMs(declared) : undefined;
  const declaredDays = declaredMs
    ? Math.max(1, Math.floor(declaredMs / DAY_MS))
    : undefined;
  return declaredDays !== undefined && declaredDays < allowedDays
    ? { days: declaredDays, allowedDays, source: 'catalog' }
    : { days: allowedDays, allowedDays, source: 'policy' };
}
