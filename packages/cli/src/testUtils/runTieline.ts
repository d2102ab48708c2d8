import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

/** What a run of the process left behind. */
export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

// eslint-disable-next-line no-restricted-syntax -- tests run from the sources only
const bin = resolve(__dirname, '../../bin/tieline');

/**
 * Runs the real executable as a process, in a folder.
 *
 * @param input - what it reads from standard input
 */
export function runTieline(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  input: string = '',
): Promise<Ran> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [bin, ...args], {
      cwd,
      env: { PATH: process.env.PATH, HOME: cwd, ...env },
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', chunk => (stdout += chunk));
    child.stderr.on('data', chunk => (stderr += chunk));
    child.on('error', fail);
    // A process that ends without reading closes the pipe.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    child.on('close', code => done({ code, stdout, stderr }));
  });
}
