import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder for one test, which may become a Git repository. */
export class TestFolder {
  readonly path = realpathSync(mkdtempSync(join(tmpdir(), 'tieline-cli-')));

  write(name: string, content: unknown): this {
    const file = join(this.path, name);
    mkdirSync(dirname(file), { recursive: true });
    const text =
      typeof content === 'string' ? content : JSON.stringify(content, null, 2);
    writeFileSync(file, text);
    return this;
  }

  git(...args: string[]): string {
    return execFileSync('git', args, {
      cwd: this.path,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH, HOME: this.path },
    }).trim();
  }

  init(): this {
    this.git('init', '-q', '-b', 'main');
    this.git('config', 'user.name', 'Ada');
    this.git('config', 'user.email', 'ada@example.com');
    return this;
  }

  /** @returns the commit's hash */
  commit(message: string, date: string = '2026-01-01T12:00:00Z'): string {
    this.git('add', '-A');
    execFileSync('git', ['commit', '-q', '--date', date, '-m', message], {
      cwd: this.path,
      env: {
        PATH: process.env.PATH,
        HOME: this.path,
        GIT_COMMITTER_DATE: date,
      },
    });
    return this.git('rev-parse', 'HEAD');
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
