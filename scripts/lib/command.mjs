import { reportFailure } from './failure.mjs';
import { endRunning } from './run.mjs';

/**
 * Runs a command's main function: failures are printed for people, Ctrl-C ends what the command started.
 *
 * @param {(args: string[]) => Promise<number | void>} main resolves with the exit code; 0 where it has none
 */
export function runCommand(main) {
  let ending = false;
  const end = async code => {
    // Once only: whoever presses Ctrl-C twice still gets everything tidied up.
    if (!ending) {
      ending = true;
      await endRunning();
      process.exit(code);
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => end(130));
  }
  main(process.argv.slice(2)).then(
    code => end(code ?? 0),
    error => {
      // What was ended for a signal's sake looks like a failure and is none.
      if (!ending) {
        reportFailure(error);
      }
      return end(1);
    },
  );
}
