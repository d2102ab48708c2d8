import { RootConfigService } from '@backstage/backend-plugin-api';
import { readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { OrganisationDocument } from '@tieline/plugin-integrations-common/governance';
import { DOCUMENT_KINDS } from './documentKinds';

const DAY_MS = 86_400_000;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

export const YEARLY_DAYS = 365;

/**
 * The documents that the configuration names.
 *
 * @throws InputError naming the key of what can't be read
 */
export function readConfiguredDocuments(
  config: RootConfigService,
  now: Date,
): OrganisationDocument[] {
  return DOCUMENT_KINDS.flatMap(kind => {
    const key = `integrationGovernance.documents.${kind.configKey}`;
    const own = config.getOptionalConfig(key);
    if (!own) {
      return [];
    }
    const reviewedOn = own.getOptionalString('reviewedOn');
    if (reviewedOn !== undefined && !DAY.test(reviewedOn)) {
      throw new InputError(
        `${key}.reviewedOn is ${reviewedOn}; it has to be a day such as '2026-10-01', in quotes.`,
      );
    }
    return [
      {
        id: kind.id,
        title: own.getOptionalString('title') ?? kind.title,
        href: own.getString('href'),
        ownerRef: own.getOptionalString('owner')?.toLocaleLowerCase('en-US'),
        reviewedOn,
        reviewEveryDays: own.has('reviewEvery')
          ? Math.round(
              durationToMilliseconds(
                readDurationFromConfig(own, { key: 'reviewEvery' }),
              ) / DAY_MS,
            )
          : YEARLY_DAYS,
        recordedAt: now.toISOString(),
        recordedBy: 'configuration',
      },
    ];
  });
}
