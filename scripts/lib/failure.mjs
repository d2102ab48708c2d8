import { readFileSync } from 'node:fs';

/**
 * Something that went wrong in a way that the reader can do something about. It is printed without a stack.
 */
export class Failure extends Error {
  /**
   * @param {string} message what failed
   * @param {{ logFile?: string, advice?: string }} [details] where to read on, and what to do
   */
  constructor(message, details = {}) {
    super(message);
    this.logFile = details.logFile;
    this.advice = details.advice;
  }
}

/** The last lines of a log, or nothing where there is none. */
export function lastLines(file, count = 25) {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count);
  } catch {
    return [];
  }
}

/** Prints what failed, the end of its log and what to do. */
export function reportFailure(error) {
  if (!(error instanceof Failure)) {
    console.error(error);
    return;
  }
  console.error(`\n✗ ${error.message}`);
  if (error.logFile) {
    const lines = lastLines(error.logFile);
    if (lines.length > 0) {
      console.error(`\n${lines.map(line => `  │ ${line}`).join('\n')}`);
    }
    console.error(`\n  The whole log: ${error.logFile}`);
  }
  if (error.advice) {
    console.error(`  What to do: ${error.advice}`);
  }
}
