import { readFileSync } from 'fs';
import { isAscii } from 'buffer';

/** A file's text, read as the command line reads it. */
export function readText(file: string): string {
  const bytes = readFileSync(file);
  return isAscii(bytes)
    ? bytes.toString('latin1')
    : new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}
