import { readTextFile, shownPath } from '../files/readTextFile';
import { Report } from '../report/Report';
import { JudgeOptions, judgeTexts } from './judgeTexts';

/**
 * Judges one file against another, without a portal.
 *
 * @throws CannotJudgeError where one of them can't be read
 */
export function checkFiles(
  cwd: string,
  [oldFile, newFile]: readonly [string, string],
  options: JudgeOptions,
): Report {
  const placed = (path: string) => ({
    text: readTextFile(cwd, path),
    place: { file: shownPath(cwd, path) },
  });
  return {
    command: 'contracts check',
    subjects: [judgeTexts(placed(oldFile), placed(newFile), options)],
    notes: [],
  };
}
