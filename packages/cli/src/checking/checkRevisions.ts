import { realpathSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { CannotJudgeError } from '../CannotJudgeError';
import { FileChange, Repository } from '../git/Repository';
import { Report, Subject } from '../report/Report';
import { counted } from '../report/words';
import { ChangeReader } from './ChangeReader';
import { RevisionRange } from './RevisionRange';
import { JudgeOptions, PlacedText, TextJudge } from './TextJudge';

/** What is compared, and how. */
export interface RevisionCheck extends JudgeOptions {
  cwd: string;
  judge: TextJudge;
  range: RevisionRange;
  paths: readonly string[];
  /** A contract that is gone is no violation. */
  allowRemoved: boolean;
}

/**
 * Judges every contract under the paths that is not the same in two revisions.
 *
 * @throws CannotJudgeError where a revision, or a path in both, does not exist
 */
export async function checkRevisions(check: RevisionCheck): Promise<Report> {
  const repository = await Repository.open(check.cwd);
  const { from, to, fromName, notes } = await check.range.resolve(repository);
  for (const path of check.paths) {
    if (
      !(await repository.hasFiles(to, path)) &&
      !(await repository.hasFiles(from, path))
    ) {
      throw new CannotJudgeError(
        `There is no file ${path} in either of the revisions.`,
        { advice: 'Check its name, and the folder that this runs in.' },
      );
    }
  }
  const cwd = realpathSync(check.cwd);
  const named = new Set(
    check.paths.map(path =>
      relative(repository.top, resolve(cwd, path)).split(sep).join('/'),
    ),
  );
  const reader = new ChangeReader(repository, { from, to, fromName });
  const changes = await repository.changes(from, to, check.paths);
  const subjects: Subject[] = [];
  const left: string[] = [];
  for (const change of changes) {
    const isNamed = [change.oldPath, change.newPath].some(
      path => path !== undefined && named.has(path),
    );
    const subject = await judgeChange(reader, change, isNamed, check);
    if (subject) {
      subjects.push(subject);
    } else {
      left.push(reader.nameOf(change));
    }
  }
  return {
    command: 'contracts check',
    subjects,
    notes: [
      ...notes,
      ...(changes.length === 0 ? ['No file under these paths changed.'] : []),
      ...(left.length > 0
        ? [
            `Left out: ${counted(left.length, 'changed file')} without a contract (${shorten(left)}).`,
          ]
        : []),
    ],
  };
}

const MAX_NAMES = 10;

function shorten(names: readonly string[]): string {
  const shown = names.slice(0, MAX_NAMES).join(', ');
  return names.length > MAX_NAMES ? `${shown} …` : shown;
}

/** @returns undefined where the file is no contract and nobody named it as one */
async function judgeChange(
  reader: ChangeReader,
  change: FileChange,
  isNamed: boolean,
  check: RevisionCheck,
): Promise<Subject | undefined> {
  const name = reader.nameOf(change);
  if (!isNamed && !/\.(json|ya?ml)$/i.test(name)) {
    return undefined;
  }
  const { judge } = check;
  try {
    const { older, newer } = await reader.read(change);
    const before = older && (await judge.recognise(older));
    const after = newer && (await judge.recognise(newer));
    const isMeant =
      isNamed ||
      check.format !== undefined ||
      [before, after].includes('contract');
    // What can't be read may have been meant as a contract: that is for people to say.
    if (!isMeant && after !== 'unreadable') {
      return undefined;
    }
    if (!newer) {
      return removedSubject(older!, check);
    }
    if (!older || before === 'unreadable') {
      const title = await judge.readContract(newer, check.format);
      const why = older ? 'had no text that can be read' : 'is new';
      return newSubject(name, `${why} (${title}): nothing to compare with`);
    }
    return await judge.judge(older, newer, check);
  } catch (error) {
    if (error instanceof CannotJudgeError) {
      const { problem } = error;
      return { name, summary: 'could not be judged', findings: [], problem };
    }
    throw error;
  }
}

function newSubject(name: string, summary: string): Subject {
  return { name, summary, findings: [] };
}

function removedSubject(
  { place }: PlacedText,
  { mode, policy, allowRemoved }: RevisionCheck,
): Subject {
  const isMeant = allowRemoved || mode === 'NONE';
  return {
    name: place.file,
    summary: 'is gone',
    findings: [
      {
        ruleId: 'contract-removed',
        level: isMeant ? 'warning' : 'error',
        message: `The contract ${place.file} is gone: who depends on it has nothing to hold on to.`,
        advice:
          'Deprecate it in the portal with a sunset date, and remove it when nobody uses it. Where that is done, run this with --allow-removed.',
        place: { file: place.file },
        earlier: place,
      },
    ],
    judged: { mode, policy, comparedWith: [place.revision ?? ''] },
  };
}
