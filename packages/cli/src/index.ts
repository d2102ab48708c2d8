/**
 * The command line `tieline`.
 *
 * @packageDocumentation
 */
import { processTerminal } from './Terminal';
import { run } from './run';

// Not process.exit: what was written to a pipe has to get out first.
run(process.argv.slice(2), processTerminal()).then(code => {
  process.exitCode = code;
});
