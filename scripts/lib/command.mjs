import { reportFailure } from './failure.mjs';
import { endRunning } from './run.mjs';

/**
 * Runs a command's main function: failures are printed for people, Ctrl-C ends what the command started.
 *
 * @param {(args: string[]) => Promise<number | void>} main resolves with the exit code; 0 where it has none
 */
export function runCommand(main) {
  let ending = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, async () => {
      // Whoever presses Ctrl-C twice still gets everything tidied up.
      if (!ending) {
        ending = true;
        await endRunning();
        process.exit(130);
      }
    });
  }
  const exit = code => {
    // What was ended for the signal's sake may now look like a failure.
    if (!ending) {
      process.exit(code);
    }
  };
  main(process.argv.slice(2)).then(
    code => exit(code ?? 0),
    error => {
      if (!ending) {
        reportFailure(error);
      }
      exit(1);
    },
  );
}
