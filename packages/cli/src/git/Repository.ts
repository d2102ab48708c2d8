import { execFile } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { CannotJudgeError } from '../CannotJudgeError';

const MAX_OUTPUT_BYTES = 512 * 1024 * 1024;

/** A file that is not the same in two revisions. Paths are from the repository's top. */
export interface FileChange {
  /** Missing where the file is new. */
  oldPath?: string;
  /** Missing where the file is gone. */
  newPath?: string;
}

/** Asks Git about the repository that a folder is in. */
export class Repository {
  readonly #cwd: string;
  readonly top: string;

  private constructor(cwd: string, top: string) {
    this.#cwd = cwd;
    this.top = top;
  }

  /** @throws CannotJudgeError where there is no Git, or no repository */
  static async open(folder: string): Promise<Repository> {
    const cwd = realpathSync(folder);
    try {
      const top = await git(cwd, ['rev-parse', '--show-toplevel']);
      return new Repository(cwd, realpathSync(top.toString().trim()));
    } catch (error) {
      const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
      throw new CannotJudgeError(
        isMissing
          ? 'There is no git on the PATH.'
          : `Git can not be asked here: ${reasonOf(error)}`,
        {
          advice: isMissing
            ? 'Install Git.'
            : 'Run this in a checkout that belongs to you (see safe.directory in git help config).',
        },
      );
    }
  }

  /** A revision's full hash. @throws CannotJudgeError where there is none */
  async resolve(revision: string, option: string): Promise<string> {
    try {
      if (revision.startsWith('-')) {
        throw new Error('A revision does not begin with a hyphen.');
      }
      const args = ['rev-parse', '--verify', '--quiet', `${revision}^{commit}`];
      return (await this.#git(args)).toString().trim();
    } catch {
      const shallow = (await this.isShallow())
        ? ' This clone is shallow: fetch the whole history first (git fetch --unshallow; fetch-depth: 0 in GitHub Actions, GIT_DEPTH: 0 in GitLab CI).'
        : ` Fetch it first, for example with git fetch origin.`;
      throw new CannotJudgeError(
        `${option}: there is no revision ${revision} in this repository.`,
        { advice: `Check its name.${shallow}` },
      );
    }
  }

  async isShallow(): Promise<boolean> {
    const args = ['rev-parse', '--is-shallow-repository'];
    return (await this.#git(args)).toString().trim() === 'true';
  }

  /** Where two histories parted; undefined where that is not known, as in a shallow clone. */
  async mergeBase(one: string, other: string): Promise<string | undefined> {
    return this.#git(['merge-base', one, other]).then(
      output => output.toString().trim(),
      () => undefined,
    );
  }

  /**
   * What changed under the paths. A file that moved there from elsewhere is compared with what it was.
   *
   * @param to - the working folder where it is missing; what Git doesn't track yet is new then
   */
  async changes(
    from: string,
    to: string | undefined,
    paths: readonly string[],
  ): Promise<FileChange[]> {
    const between = ['--no-ext-diff', '-z', from, ...(to ? [to] : [])];
    const all = await this.#git(['diff', '--name-status', '-M', ...between]);
    const under = await this.#git([
      ...['diff', '--name-only', '--no-renames', ...between, '--', ...paths],
    ]);
    const names = new Set(under.toString().split('\0'));
    const changes = parseChanges(all.toString().split('\0')).filter(
      ({ oldPath, newPath }) =>
        [oldPath, newPath].some(path => path && names.has(path)),
    );
    return to ? changes : [...changes, ...(await this.#untracked(paths))];
  }

  async #untracked(paths: readonly string[]): Promise<FileChange[]> {
    const output = await this.#git([
      ...['ls-files', '--others', '--exclude-standard', '--full-name', '-z'],
      ...['--', ...paths],
    ]);
    return output
      .toString()
      .split('\0')
      .filter(Boolean)
      .map(newPath => ({ newPath }));
  }

  /** Whether a path or pattern fits any file of a revision, or of the working folder. */
  async hasFiles(revision: string | undefined, path: string): Promise<boolean> {
    const empty = await this.#git(['hash-object', '-t', 'tree', '--stdin']);
    const between = [empty.toString().trim(), ...(revision ? [revision] : [])];
    const output = await this.#git([
      ...['diff', '--name-only', '--no-ext-diff', ...between, '--', path],
    ]);
    return (
      output.length > 0 ||
      (!revision && (await this.#untracked([path])).length > 0)
    );
  }

  /** A file's bytes in a revision. */
  read(revision: string, path: string): Promise<Buffer> {
    return this.#git(['cat-file', 'blob', `${revision}:${path}`]);
  }

  /** The address of the remote that is fetched from; undefined where there is none. */
  async remoteUrl(): Promise<string | undefined> {
    return this.#git(['remote', 'get-url', 'origin']).then(
      output => output.toString().trim(),
      () => undefined,
    );
  }

  log(args: readonly string[]): Promise<Buffer> {
    return this.#git(['log', ...args]);
  }

  /** A path from the top, as it is named from the working folder. */
  shown(path: string): string {
    return relative(this.#cwd, join(this.top, path)).split(sep).join('/');
  }

  #git(args: readonly string[]): Promise<Buffer> {
    return git(this.#cwd, args);
  }
}

function git(cwd: string, args: readonly string[]): Promise<Buffer> {
  return new Promise((done, fail) => {
    const child = execFile(
      'git',
      args,
      {
        cwd,
        encoding: 'buffer',
        maxBuffer: MAX_OUTPUT_BYTES,
        env: { ...process.env, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0' },
      },
      (error, stdout, stderr) =>
        error
          ? fail(Object.assign(error, { stderr: stderr.toString() }))
          : done(stdout),
    );
    child.stdin?.end();
  });
}

/** Git's own words about what went wrong. */
function reasonOf(error: unknown): string {
  const { stderr, message } = error as Error & { stderr?: string };
  return (stderr || message).trim().split('\n')[0];
}

/** Of `--name-status -z`: a status, then one path, or two where the file has moved. */
function parseChanges(fields: readonly string[]): FileChange[] {
  const changes: FileChange[] = [];
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [status, path] = fields.slice(at, at + 2);
    if (status.startsWith('R')) {
      changes.push({ oldPath: path, newPath: fields[at + 2] });
      at += 1;
    } else {
      changes.push({
        ...(status !== 'A' && { oldPath: path }),
        ...(status !== 'D' && { newPath: path }),
      });
    }
  }
  return changes;
}
