import {
  Control,
  TestLevel,
} from '@tieline/plugin-integrations-common/governance';
import { InvalidArgumentError } from 'commander';
import { CountsOption, Fact, JunitOption } from './EvidenceOptions';

export const TEST_LEVELS: readonly TestLevel[] = [
  'unit',
  'integration',
  'contract',
];

export const CONTROLS: readonly Control[] = [
  'repeating-is-safe',
  'retries',
  'dead-letters',
  'timeout',
  'circuit-breaker',
  'fallback',
  'reject-file',
  'somebody-is-told',
];

/** `LEVEL=FILE`, added to those before. */
export function parseJunit(
  text: string,
  before: JunitOption[] = [],
): JunitOption[] {
  const [level, path] = splitLevel(text, 'unit=reports/unit.xml');
  return [...before, { level, path }];
}

/** `LEVEL=TOTAL:FAILED[:SKIPPED]`, added to those before. */
export function parseCounts(
  text: string,
  before: CountsOption[] = [],
): CountsOption[] {
  const [level, counts] = splitLevel(text, 'contract=48:0:2');
  const match = /^(\d{1,9}):(\d{1,9})(?::(\d{1,9}))?$/.exec(counts);
  if (!match) {
    throw new InvalidArgumentError(
      'Write LEVEL=TOTAL:FAILED or LEVEL=TOTAL:FAILED:SKIPPED, such as contract=48:0:2.',
    );
  }
  const [tests, failed, skipped] = match
    .slice(1)
    .map(part => Number(part ?? 0));
  if (failed + skipped > tests) {
    throw new InvalidArgumentError(
      `${failed} failed and ${skipped} skipped are more than ${tests}. Failed and skipped ones are part of the total.`,
    );
  }
  const results = { level, tests, failed, skipped };
  return [...before, { given: text, results }];
}

/** Names of controls with commas between. */
export function parseControls(text: string): Control[] {
  const names = text
    .split(',')
    .map(name => name.trim())
    .filter(Boolean);
  const unknown = names.find(name => !CONTROLS.includes(name as Control));
  if (unknown !== undefined || names.length === 0) {
    throw new InvalidArgumentError(
      `${unknown === undefined ? 'It names none' : `${unknown} is none`} of ${CONTROLS.join(', ')}.`,
    );
  }
  return [...new Set(names)] as Control[];
}

/** `NAME=VALUE`, added to those before. */
export function parseFact(text: string, before: Fact[] = []): Fact[] {
  const split = text.indexOf('=');
  const name = text.slice(0, Math.max(split, 0));
  if (!/^[a-z][a-z0-9.-]{0,63}$/.test(name)) {
    throw new InvalidArgumentError(
      'Write NAME=VALUE; the name begins with a small letter and has small letters, digits, dots and dashes, such as line-coverage=81.5.',
    );
  }
  const value = parseScalar(text.slice(split + 1));
  return [...before, { name, value }];
}

/**
 * A number, true or false, or a text. What would not be written back as it was given is a text:
 * version 1.10 is not the number 1.1.
 */
function parseScalar(text: string): Fact['value'] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return text;
  }
  if (typeof value === 'object') {
    throw new InvalidArgumentError(
      'A value is a text, a number, true or false. Put quotes around a text that looks like something else: name=\'"null"\'.',
    );
  }
  return typeof value === 'string' || String(value) === text
    ? (value as Fact['value'])
    : text;
}

/** An instant with its time zone, as ISO 8601 in UTC. */
export function parseInstant(text: string): string {
  const hasZone = /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:?\d{2})$/i.test(text);
  const time = new Date(text);
  if (!hasZone || Number.isNaN(time.getTime())) {
    throw new InvalidArgumentError(
      'Write an instant with its time zone, such as 2026-11-27T09:30:00Z.',
    );
  }
  return time.toISOString();
}

/** An address of a page. */
export function parseHref(text: string): string {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) {
    throw new InvalidArgumentError(
      'Write an address that begins with http:// or https://.',
    );
  }
  return text;
}

/** A value that is not empty, and is given once. */
export function parseOnce(text: string, before: string | undefined): string {
  if (before !== undefined) {
    throw new InvalidArgumentError(
      `It is given twice; ${before} came before. Push the second in a call of its own, or both with --file.`,
    );
  }
  if (text.trim() === '') {
    throw new InvalidArgumentError('It is empty.');
  }
  return text;
}

function splitLevel(text: string, example: string): [TestLevel, string] {
  const split = text.indexOf('=');
  const level = text.slice(0, Math.max(split, 0)) as TestLevel;
  const rest = text.slice(split + 1);
  if (!TEST_LEVELS.includes(level) || rest === '') {
    throw new InvalidArgumentError(
      `The level is one of ${TEST_LEVELS.join(', ')}, and stands before an equals sign, such as ${example}.`,
    );
  }
  return [level, rest];
}
