import { ContractVersion } from '@tieline/plugin-integrations-common/contracts';
import { CannotJudgeError } from '../CannotJudgeError';
import { HistoryEntry } from './HistoryEntry';

/**
 * How many of the commits, from the oldest on, the portal has already.
 *
 * @param versions - the contract's, newest first
 * @param contract - its name, for messages
 * @throws CannotJudgeError where it has versions from elsewhere only: history would come after them
 */
export function resumeAt(
  entries: readonly HistoryEntry[],
  versions: readonly ContractVersion[],
  contract: string,
): number {
  if (versions.length === 0) {
    return 0;
  }
  const indexOf = ({
    source,
    changelog = '',
    sourceUrl = '',
  }: ContractVersion) =>
    source === 'git'
      ? entries.findIndex(({ commit }) =>
          `${changelog} ${sourceUrl}`.includes(commit),
        )
      : -1;
  const [latest] = versions;
  const latestIndex = indexOf(latest);
  if (latestIndex >= 0) {
    return latestIndex + 1;
  }
  const imported = Math.max(...versions.map(indexOf));
  if (imported < 0) {
    throw new CannotJudgeError(
      `${contract} has ${versions.length === 1 ? 'a version' : `${versions.length} versions`} already, and none is from this history: version ${latest.version} of ${latest.publishedAt.slice(0, 10)} came from ${latest.source}. History can't be put before it.`,
      {
        advice:
          'Import history before the first version is published, or into a contract of its own.',
      },
    );
  }
  // A pipeline went on since: what is older than its latest version came before it.
  const after = entries.findIndex(
    ({ committedAt }, at) =>
      at > imported && Date.parse(committedAt) > Date.parse(latest.publishedAt),
  );
  return after < 0 ? entries.length : after;
}
