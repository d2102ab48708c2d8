import {
  ContractVersion,
  EndingSummary,
} from '@tieline/plugin-integrations-common/contracts';

/**
 * How a version ends: the ending that goes on, else how the latest one went.
 * One that was taken back says nothing of it any more.
 *
 * @param endings - of the version's contract
 */
export function endingOfVersion(
  version: ContractVersion,
  endings: readonly EndingSummary[],
): EndingSummary | undefined {
  const own = endings
    .filter(
      ({ subject, status }) =>
        subject.version === version.version && status !== 'withdrawn',
    )
    .sort((one, other) => (other.overAt ?? '').localeCompare(one.overAt ?? ''));
  return own.find(({ overAt }) => !overAt) ?? own[0];
}
