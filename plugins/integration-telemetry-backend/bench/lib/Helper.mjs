import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Failure } from '../../../../scripts/lib/failure.mjs';
import { onEnd } from '../../../../scripts/lib/run.mjs';
import { pinned } from '../../../../scripts/lib/bench/cores.mjs';

/** A process of its own, on a core of its choice, that does one thing after another as it is asked. */
export class Helper {
  #child;
  #ended;
  #forget;

  /**
   * @param {string} name of the file `NAME.mjs` beside this one, which calls {@link answer}
   * @param {{ node: string, core: number }} options
   */
  constructor(name, { node, core }) {
    const file = fileURLToPath(new URL(`${name}.mjs`, import.meta.url));
    const [command, ...args] = pinned(core, node);
    this.#child = spawn(command, [...args, '--expose-gc', file], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      serialization: 'advanced',
    });
    this.#ended = new Promise(resolve => {
      this.#child.on('error', resolve);
      this.#child.on('close', resolve);
    });
    this.#forget = onEnd(() => this.#child.kill());
  }

  /** Has the process do something and resolves with its result. */
  async ask(task, options = {}) {
    const answered = new Promise((resolve, reject) => {
      this.#child.once('message', ({ result, error }) =>
        error === undefined
          ? resolve(result)
          : reject(new Failure(error, { advice: 'this voids the run.' })),
      );
    });
    this.#child.send({ task, options });
    return Promise.race([
      answered,
      this.#ended.then(code => {
        throw new Failure(`A helper of the benchmark ended (${code}).`);
      }),
    ]);
  }

  async stop() {
    this.#forget();
    this.#child.kill();
    await this.#ended;
  }
}

/** The other end: does what is asked, by the functions of the tasks' names. */
export function answer(tasks) {
  process.on('message', async ({ task, options }) => {
    try {
      process.send({ result: await tasks[task](options) });
    } catch (error) {
      process.send({ error: error.stack });
    }
  });
}
