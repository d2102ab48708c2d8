import { CannotJudgeError } from '../CannotJudgeError';
import { Repository } from '../git/Repository';

/** Two revisions as a range that is found in a repository. */
export interface ResolvedRange {
  /** Full hash of the earlier one. */
  from: string;
  /** Full hash of the later one; the working folder where it is missing. */
  to?: string;
  /** The earlier one for people. */
  fromName: string;
  notes: string[];
}

/** Which two revisions are meant by `--git` or `--against`. */
export class RevisionRange {
  readonly #find: (repository: Repository) => Promise<ResolvedRange>;

  private constructor(
    find: (repository: Repository) => Promise<ResolvedRange>,
  ) {
    this.#find = find;
  }

  /**
   * `A..B`, or `A...B` for B against where it parted from A; HEAD where a side is empty.
   *
   * @throws CannotJudgeError where the text is no range
   */
  static parse(text: string): RevisionRange {
    const [, left, dots, right] = /^(.*?)(\.{2,3})(.*)$/.exec(text) ?? [];
    if (!dots || right.startsWith('.')) {
      throw new CannotJudgeError(`--git ${text} is no range of revisions.`, {
        advice: 'Write REV..REV, such as v1.2..HEAD.',
      });
    }
    return new RevisionRange(async repository => {
      const start = await repository.resolve(left || 'HEAD', '--git');
      const to = await repository.resolve(right || 'HEAD', '--git');
      const parted =
        dots === '...' ? await repository.mergeBase(start, to) : start;
      if (!parted) {
        throw new CannotJudgeError(
          `--git ${text}: the two have no commit in common that is known here.`,
          { advice: 'Fetch the whole history, or write two dots.' },
        );
      }
      return { from: parted, to, fromName: left || 'HEAD', notes: [] };
    });
  }

  /** The working folder against where its history parted from a revision's. */
  static against(revision: string): RevisionRange {
    return new RevisionRange(async repository => {
      const other = await repository.resolve(revision, '--against');
      const head = await repository.resolve('HEAD', '--against');
      const parted = await repository.mergeBase(other, head);
      return {
        from: parted ?? other,
        fromName: revision,
        notes: parted
          ? []
          : [
              `Where HEAD parted from ${revision} is not known in this clone: compared with ${revision} as it is now.`,
            ],
      };
    });
  }

  /** @throws CannotJudgeError where a revision does not exist */
  resolve(repository: Repository): Promise<ResolvedRange> {
    return this.#find(repository);
  }
}
