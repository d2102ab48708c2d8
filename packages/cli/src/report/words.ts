import { Finding, Place } from './Report';

/** `2 errors`, `1 error`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** `2 errors, 1 warning`; empty where there is nothing. */
export function countLevels(findings: readonly Finding[]): string {
  return (['error', 'warning', 'note'] as const)
    .map(level => ({
      level,
      count: findings.filter(finding => finding.level === level).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ level, count }) => counted(count, level))
    .join(', ');
}

/** `specs/orders.yaml:3:7`, with `REVISION:` before it where it is not the working folder's file. */
export function printPlace({ file, revision, line, column }: Place): string {
  const position = line === undefined ? '' : `:${line}:${column ?? 1}`;
  return `${revision ? `${revision}:` : ''}${file}${position}`;
}

// eslint-disable-next-line no-control-regex -- they are what is to be found
const controlCharacters = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** Texts come from contracts of others: nothing in them may steer a terminal. */
export function harmless(text: string): string {
  return text.replace(controlCharacters, '\uFFFD');
}

/** On one line. */
export function flat(text: string): string {
  return harmless(text.replace(/\s*[\r\n]+\s*/g, ' '));
}
