import { execFileSync, spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** The server's core, and the one of everything else: the sender, and PostgreSQL. */
export const SERVER_CORE = 0;
export const OTHER_CORE = 1;

/** Whether processes can be kept on one core each here. */
export const canPin =
  availableParallelism() > 1 &&
  spawnSync('taskset', ['-c', String(OTHER_CORE), 'true']).status === 0;

/** Keeps this process, and what it starts from now on, on the core that is not the server's. */
export function pinMyself() {
  if (canPin) {
    execFileSync('taskset', ['-pc', String(OTHER_CORE), String(process.pid)]);
  }
}

/** A command that runs a program on a core: its name and its first arguments. */
export function pinned(core, program) {
  return canPin ? ['taskset', '-c', String(core), program] : [program];
}

/** What a run says about its cores. */
export function describeCores() {
  return canPin
    ? `The server, and decoding, run on core ${SERVER_CORE}; the sender, and PostgreSQL, on core ${OTHER_CORE}.`
    : 'There is no second core, or no taskset, here: nothing is pinned, and sender and server disturb each other.';
}
