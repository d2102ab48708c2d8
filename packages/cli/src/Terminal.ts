import { buffer } from 'node:stream/consumers';

/** Where a command is run: what it may read of its surroundings and where it writes. */
export interface Terminal {
  cwd: string;
  env: Readonly<Record<string, string | undefined>>;
  /** All of standard input. */
  input(): Promise<Buffer>;
  /** Results. */
  out(text: string): void;
  /** Progress, and what went wrong. */
  tell(text: string): void;
  /** Whether somebody reads the results on a terminal that shows colours. */
  colours: boolean;
}

/** This process's own. */
export function processTerminal(): Terminal {
  const { stdout, stderr } = process;
  // `tieline … | head` ends the pipe early; that is no fault.
  stdout.on('error', error => {
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') {
      throw error;
    }
  });
  return {
    cwd: process.cwd(),
    env: process.env,
    input: () => buffer(process.stdin),
    out: text => stdout.write(text),
    tell: text => stderr.write(text),
    colours: Boolean(stdout.isTTY && stdout.hasColors()),
  };
}
