import { isAscii } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { CannotJudgeError } from '../CannotJudgeError';

/** How a file is named everywhere: from the working folder, with slashes. */
export function shownPath(cwd: string, path: string): string {
  const shown = relative(cwd, resolve(cwd, path)).split(sep).join('/');
  return shown === '' ? '.' : shown;
}

/**
 * A file's text without a byte order mark.
 *
 * @throws CannotJudgeError where there is none, or it is no UTF-8
 */
export function readTextFile(cwd: string, path: string): string {
  const file = shownPath(cwd, path);
  let bytes: Buffer;
  try {
    bytes = readFileSync(resolve(cwd, path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const known: Record<string, [string, string]> = {
      ENOENT: [
        `There is no file ${file}.`,
        'Check its name, and the folder that this runs in.',
      ],
      EISDIR: [`${file} is a folder.`, 'Name a file in it.'],
      EACCES: [
        `${file} may not be read.`,
        'Give the user that this runs as the right to read it.',
      ],
    };
    const [message, advice] = known[code ?? ''] ?? [
      `${file} can not be read: ${(error as Error).message}.`,
      'See that it can be opened.',
    ];
    throw new CannotJudgeError(message, { advice, place: { file } });
  }
  return decodeText(bytes, file);
}

/** @throws CannotJudgeError where the bytes are no UTF-8 */
export function decodeText(bytes: Uint8Array, file: string): string {
  if (isAscii(bytes)) {
    const { buffer, byteOffset, byteLength } = bytes;
    return Buffer.from(buffer, byteOffset, byteLength).toString('latin1');
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new CannotJudgeError(`${file} is no text in UTF-8.`, {
      advice: 'Save it as UTF-8.',
      place: { file },
    });
  }
}
