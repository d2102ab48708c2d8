import { RootConfigService } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  CRITICALITIES,
  Criticality,
} from '@tieline/plugin-integrations-common';

const WEEKDAYS = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
];

/** When in the week teams get their digest, in UTC. */
export interface DigestTime {
  /** 0 is Sunday. */
  weekday: number;
  hour: number;
}

/** Who is told what. */
export interface TellingConfig {
  /** The least critical integrations whose owners are told of their checks. */
  minCriticality: Criticality;
  /** Groups or people who are told of waivers that wait; full references. */
  approvers: string[];
  /** Undefined where no digest is wanted. */
  digest?: DigestTime;
}

/** @throws InputError that names the key */
export function readTellingConfig(config: RootConfigService): TellingConfig {
  const own = config.getOptionalConfig('integrationGovernance');
  const minCriticality =
    own?.getOptionalString('notifications.minCriticality') ?? 'critical';
  if (!CRITICALITIES.some(known => known === minCriticality)) {
    throw new InputError(
      `integrationGovernance.notifications.minCriticality is ${minCriticality}: give one of ${CRITICALITIES.join(', ')}.`,
    );
  }
  const approvers = own?.getOptionalStringArray('waivers.approvers') ?? [];
  return {
    minCriticality: minCriticality as Criticality,
    approvers: approvers.map(ref =>
      stringifyEntityRef(
        parseEntityRef(ref, {
          defaultKind: 'group',
          defaultNamespace: 'default',
        }),
      ),
    ),
    digest: readDigestTime(config),
  };
}

function readDigestTime(config: RootConfigService): DigestTime | undefined {
  const key = 'integrationGovernance.digest';
  if (config.getOptional(key) === false) {
    return undefined;
  }
  const own = config.getOptionalConfig(key);
  const day = own?.getOptionalString('weekday') ?? 'monday';
  const weekday = WEEKDAYS.indexOf(day.toLocaleLowerCase('en-US'));
  if (weekday < 0) {
    throw new InputError(
      `${key}.weekday is ${day}: give one of ${WEEKDAYS.join(', ')}.`,
    );
  }
  const hour = own?.getOptionalNumber('hour') ?? 7;
  if (!Number.isInteger(hour) || hour < 0 || hour > 23) {
    throw new InputError(
      `${key}.hour is ${hour}: give a whole number from 0 to 23, in UTC.`,
    );
  }
  return { weekday, hour };
}
