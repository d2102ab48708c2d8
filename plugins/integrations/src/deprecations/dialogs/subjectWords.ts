import { EndingSubject } from '@tieline/plugin-integrations-common/contracts';
import { contractTitle } from '../../contracts/contractWords';
import { shortName } from '../../shared/EntityLink';

/** What ends, in few words: `shipping-api 1.9.4`. */
export function subjectWords(subject: EndingSubject): string {
  const { contract, version, integrationRef } = subject;
  return contract
    ? `${contractTitle(contract)} ${version ?? ''}`.trim()
    : shortName(integrationRef ?? 'integration:default/unknown');
}
