import { readTextFile, shownPath } from '../files/readTextFile';
import { Report } from '../report/Report';
import { JudgeOptions, TextJudge } from './TextJudge';

/**
 * Judges one file against another, without a portal.
 *
 * @throws CannotJudgeError where one of them can't be read
 */
export async function checkFiles(
  cwd: string,
  [oldFile, newFile]: readonly [string, string],
  judge: TextJudge,
  options: JudgeOptions,
): Promise<Report> {
  const placed = (path: string) => ({
    text: readTextFile(cwd, path),
    place: { file: shownPath(cwd, path) },
  });
  return {
    command: 'contracts check',
    subjects: [await judge.judge(placed(oldFile), placed(newFile), options)],
    notes: [],
  };
}
