import { realpathSync } from 'node:fs';
import { CannotJudgeError } from '../CannotJudgeError';
import { shownPath } from '../files/readTextFile';
import { Repository } from '../git/Repository';
import { HistoryEntry } from './HistoryEntry';

const FORMAT = '%x01%H%x02%cI%x02%an%x02%B%x02';

/**
 * The commits that changed a file, oldest first, under all the names that it had. Of a merge it
 * is the merge itself: what stood on a side branch was never published.
 *
 * @throws CannotJudgeError where Git knows no such file
 */
export async function readHistory(
  repository: Repository,
  cwd: string,
  path: string,
): Promise<HistoryEntry[]> {
  const output = await repository.log([
    ...['--follow', '--first-parent', '-m', '--name-status', '-z'],
    ...[`--format=${FORMAT}`, '--', shownPath(realpathSync(cwd), path)],
  ]);
  const entries = output
    .toString()
    .split('\u0001')
    .slice(1)
    .map(toEntry)
    .filter(entry => entry !== undefined);
  if (entries.length === 0) {
    const file = shownPath(cwd, path);
    throw new CannotJudgeError(`Git has no history of ${file}.`, {
      advice:
        'Name a file that is committed, from the folder that this runs in.',
      place: { file },
    });
  }
  return entries.reverse();
}

/** @returns undefined where the commit took the file away: there is no text then */
function toEntry(record: string): HistoryEntry | undefined {
  const [commit, committedAt, author, message, changes] =
    record.split('\u0002');
  const [status, ...paths] = changes.replace(/^\0\n/, '').split('\0');
  const path = paths.filter(Boolean).at(-1);
  return path && !status.startsWith('D')
    ? { commit, committedAt, author, message: message.trim(), path }
    : undefined;
}
