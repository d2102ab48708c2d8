import { readlinkSync } from 'fs';
import { setPriority } from 'os';

/** Where both want the same core, whoever waits for a page gets about nine tenths of it. */
const NICENESS = 10;

/**
 * Lets other threads of the process go first. Linux gives each thread a
 * priority of its own; elsewhere there is only the process's, which stays.
 */
export function lowerPriority(): void {
  if (process.platform !== 'linux') {
    return;
  }
  try {
    // "PROCESS/task/THREAD": read by the thread that asks.
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    setPriority(thread, NICENESS);
  } catch {
    // A container may not show it, or not allow it: then all are equal.
  }
}
