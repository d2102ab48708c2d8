import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { nodeTransform, serviceGuard } from './paths.mjs';
import { Failure } from './failure.mjs';
import { formatLogLine } from './formatLogLine.mjs';

/** How long a process has to end by itself before it is killed. */
const stopTimeoutMs = 10_000;

/**
 * A long-running process from the checkout's TypeScript, with its log. It is told to end by SIGTERM; and it notices by
 * the end of its standard input when this process is gone without having told it.
 */
export class Service {
  #child;
  #exit;
  #stopping = false;

  /**
   * @param {{ title: string, node: string, nodeArgs?: string[], entry: string, args?: string[], cwd: string,
   *   env: NodeJS.ProcessEnv, logFile: string }} options
   */
  static start(options) {
    mkdirSync(dirname(options.logFile), { recursive: true });
    if (existsSync(options.logFile)) {
      renameSync(
        options.logFile,
        options.logFile.replace(/\.log$/, '.previous.log'),
      );
    }
    return new Service(options);
  }

  constructor(options) {
    this.title = options.title;
    this.logFile = options.logFile;
    this.#child = spawn(
      options.node,
      [
        ...(options.nodeArgs ?? []),
        '--require',
        serviceGuard,
        '--require',
        nodeTransform,
        options.entry,
        ...(options.args ?? []),
      ],
      {
        cwd: options.cwd,
        env: { ...options.env, TIELINE_PARENT_PIPE: '1' },
        stdio: ['pipe', 'pipe', 'pipe'],
        // A process group of its own: Ctrl-C reaches this process only, which then stops the others in order.
        detached: true,
      },
    );
    this.#child.stdin.on('error', () => {});
    const log = createWriteStream(options.logFile);
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      createInterface({ input: stream }).on('line', line =>
        log.write(`${formatLogLine(line)}\n`),
      );
    }
    this.#exit = new Promise(resolve => {
      this.#child.on('error', error => {
        log.write(`${error}\n`);
        resolve(1);
      });
      this.#child.on('close', (code, signal) =>
        log.end(() => resolve(code ?? signal)),
      );
    });
  }

  get pid() {
    return this.#child.pid;
  }

  /** Settles when the process has ended: its exit code, or the signal's name. */
  get exit() {
    return this.#exit;
  }

  /** Rejects when the process ends without having been told to. */
  async failOnExit() {
    const code = await this.#exit;
    if (this.#stopping) {
      return new Promise(() => {});
    }
    throw new Failure(`${this.title} ended by itself (${code}).`, {
      logFile: this.logFile,
      advice: 'the last lines say why; then run npm start again.',
    });
  }

  /** Tells the process to end and waits until it has. */
  async stop() {
    this.#stopping = true;
    this.#child.kill('SIGTERM');
    const killer = setTimeout(() => this.#child.kill('SIGKILL'), stopTimeoutMs);
    await this.#exit;
    clearTimeout(killer);
  }
}
