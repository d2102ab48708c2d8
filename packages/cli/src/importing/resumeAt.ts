import { ContractVersion } from '@tieline/plugin-integrations-common/contracts';
import { HistoryEntry } from './HistoryEntry';

/**
 * How many of the commits, from the oldest on, the portal has already from an
 * earlier import. What it has from elsewhere it recognises by itself.
 */
export function resumeAt(
  entries: readonly HistoryEntry[],
  versions: readonly ContractVersion[],
): number {
  const imported = versions
    .filter(({ source }) => source === 'git')
    .map(({ changelog = '', sourceUrl = '' }) =>
      entries.findIndex(({ commit }) =>
        `${changelog} ${sourceUrl}`.includes(commit),
      ),
    );
  return Math.max(-1, ...imported) + 1;
}
