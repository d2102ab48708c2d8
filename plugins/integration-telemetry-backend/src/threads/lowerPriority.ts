import { readlinkSync } from 'fs';
import { setPriority } from 'os';

/**
 * Where several want the same core, whoever waits for a page gets about nine
 * tenths of it. Of what is left the receiver, for whose answers senders wait,
 * gets three times as much as rounds, for which nobody waits.
 */
export const NICENESS = { receiver: 10, rounds: 15 };

/**
 * Lets other threads of the process go first. Linux gives each thread a
 * priority of its own; elsewhere there is only the process's, which stays.
 */
export function lowerPriority(niceness: number): void {
  if (process.platform !== 'linux') {
    return;
  }
  try {
    // "PROCESS/task/THREAD": read by the thread that asks.
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    setPriority(thread, niceness);
  } catch {
    // A container may not show it, or not allow it: then all are equal.
  }
}
