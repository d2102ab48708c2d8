import {
  INTERACTIONS,
  parseDurationMs,
  PATTERNS,
} from '@tieline/plugin-integrations-common';
import type { MatrixFile } from './DecisionMatrix';
import { NEED_IDS } from './needs';

const DAY_MS = 86_400_000;
const ROOT = 'integrationGovernance.decisionMatrix';
const SKILLS = ['broker', 'gateway', 'mesh', 'ipaas', 'any'];

type Fields = Record<string, unknown>;

/**
 * Changes over the matrix that ships: needs by id, patterns by name, what a
 * pattern scores by need; everything else as a whole.
 */
export function mergeMatrix(shipped: unknown, changes: unknown): unknown {
  const from = fieldsOf(shipped, ROOT);
  const to = fieldsOf(changes, ROOT);
  if (typeof to.version !== 'string' || to.version === from.version) {
    throw new Error(
      `${ROOT}.version is to be a name of your own: decisions say by which matrix they were made`,
    );
  }
  const merged: Fields = { ...from, ...to };
  for (const name of ['overEngineering', 'mixing']) {
    if (to[name] !== undefined) {
      merged[name] = {
        ...fieldsOf(from[name], `${ROOT}.${name}`),
        ...fieldsOf(to[name], `${ROOT}.${name}`),
      };
    }
  }
  merged.needs = mergeList(from.needs, to.needs, 'needs', 'id');
  merged.patterns = mergeList(
    from.patterns,
    to.patterns,
    'patterns',
    'pattern',
  );
  return merged;
}

function mergeList(from: unknown, to: unknown, name: string, key: string) {
  const items = listOf(from, `${ROOT}.${name}`).map(item =>
    fieldsOf(item, `${ROOT}.${name}`),
  );
  listOf(to ?? [], `${ROOT}.${name}`).forEach((given, index) => {
    const path = `${ROOT}.${name}[${index}]`;
    const change = fieldsOf(given, path);
    const at = items.findIndex(item => item[key] === change[key]);
    if (at < 0) {
      throw new Error(
        `${path}.${key} is none of ${items.map(item => item[key]).join(', ')}`,
      );
    }
    const fits =
      change.fits === undefined
        ? undefined
        : fieldsOf(change.fits, `${path}.fits`);
    items[at] = {
      ...items[at],
      ...change,
      ...(fits && { fits: { ...(items[at].fits as Fields), ...fits } }),
    };
  });
  return items;
}

/** @throws Error that names the path of what can not be taken */
export function validateMatrix(given: unknown): MatrixFile {
  const file = fieldsOf(given, ROOT);
  wordsOf(file.version, `${ROOT}.version`);
  wordsOf(file.title, `${ROOT}.title`);
  numberOf(file.nearTie, `${ROOT}.nearTie`, 0, 100);
  numberOf(file.platformRoom, `${ROOT}.platformRoom`, 0, 1);
  if (file.owner !== undefined) {
    const owner = wordsOf(file.owner, `${ROOT}.owner`);
    refuse(
      !/^[a-z]+:[^/\s]+\/[^/\s]+$/i.test(owner),
      `${ROOT}.owner`,
      'a full entity reference, for example group:default/integration-office',
    );
  }
  if (file.reviewedOn !== undefined) {
    const day = wordsOf(file.reviewedOn, `${ROOT}.reviewedOn`);
    refuse(
      !/^\d{4}-\d\d-\d\d$/.test(day) || Number.isNaN(Date.parse(day)),
      `${ROOT}.reviewedOn`,
      'a date, for example 2026-11-01',
    );
  }
  if (file.reviewEvery !== undefined) {
    const every = wordsOf(file.reviewEvery, `${ROOT}.reviewEvery`);
    refuse(
      !parseDurationMs(every),
      `${ROOT}.reviewEvery`,
      'a duration, for example 365d',
    );
  }
  const over = fieldsOf(file.overEngineering, `${ROOT}.overEngineering`);
  for (const name of ['volumePerDay', 'peakPerSecond', 'consumers']) {
    numberOf(over[name], `${ROOT}.overEngineering.${name}`, 0);
  }
  listOf(over.patterns, `${ROOT}.overEngineering.patterns`).forEach(
    (pattern, index) =>
      oneOf(pattern, PATTERNS, `${ROOT}.overEngineering.patterns[${index}]`),
  );
  const mixing = fieldsOf(file.mixing, `${ROOT}.mixing`);
  numberOf(mixing.latencyMs, `${ROOT}.mixing.latencyMs`, 0);
  const needs = listOf(file.needs, `${ROOT}.needs`);
  needs.forEach((item, index) => {
    const path = `${ROOT}.needs[${index}]`;
    const need = fieldsOf(item, path);
    oneOf(need.id, NEED_IDS, `${path}.id`);
    wordsOf(need.title, `${path}.title`);
    numberOf(need.weight, `${path}.weight`, 0, 1_000);
  });
  refuse(
    !needs.some(need => (need as { weight: number }).weight > 0),
    `${ROOT}.needs`,
    'a list in which at least one weight is above 0',
  );
  const patterns = listOf(file.patterns, `${ROOT}.patterns`);
  patterns.forEach((item, index) =>
    validatePattern(item, `${ROOT}.patterns[${index}]`),
  );
  const named = patterns.map(item => (item as { pattern: string }).pattern);
  refuse(
    named.length !== PATTERNS.length || new Set(named).size !== named.length,
    `${ROOT}.patterns`,
    `each of ${PATTERNS.join(', ')} once`,
  );
  return given as MatrixFile;
}

function validatePattern(given: unknown, path: string): void {
  const item = fieldsOf(given, path);
  oneOf(item.pattern, PATTERNS, `${path}.pattern`);
  for (const name of ['title', 'bestFor', 'costsYou', 'stepUp', 'leaving']) {
    wordsOf(item[name], `${path}.${name}`);
  }
  const simplicity = numberOf(item.simplicity, `${path}.simplicity`, 1, 100);
  refuse(!Number.isInteger(simplicity), `${path}.simplicity`, 'a whole number');
  oneOf(item.skill, SKILLS, `${path}.skill`);
  numberOf(item.platformMissing, `${path}.platformMissing`, 0, 1);
  const fits = fieldsOf(item.fits, `${path}.fits`);
  for (const [need, steps] of Object.entries(fits)) {
    oneOf(need, NEED_IDS, `${path}.fits, its key`);
    listOf(steps, `${path}.fits.${need}`).forEach((one, index) => {
      const at = `${path}.fits.${need}[${index}]`;
      const step = fieldsOf(one, at);
      numberOf(step.score, `${at}.score`, 0, 1);
      wordsOf(step.text, `${at}.text`);
      if (step.upTo !== undefined) {
        numberOf(step.upTo, `${at}.upTo`, 0);
      }
      if (step.is !== undefined) {
        wordsOf(step.is, `${at}.is`);
      }
      listOf(step.interactions ?? [], `${at}.interactions`).forEach(
        (interaction, place) =>
          oneOf(interaction, INTERACTIONS, `${at}.interactions[${place}]`),
      );
      refuse(
        step.knockout !== undefined && typeof step.knockout !== 'boolean',
        `${at}.knockout`,
        'true or false',
      );
    });
  }
}

/** A duration in whole days. */
export function daysOf(text: string): number {
  return Math.round((parseDurationMs(text) ?? 0) / DAY_MS);
}

function refuse(isWrong: boolean, path: string, wanted: string): void {
  if (isWrong) {
    throw new Error(`${path} is to be ${wanted}`);
  }
}

function fieldsOf(value: unknown, path: string): Fields {
  refuse(
    typeof value !== 'object' || value === null || Array.isArray(value),
    path,
    'an object',
  );
  return value as Fields;
}

function listOf(value: unknown, path: string): unknown[] {
  refuse(!Array.isArray(value), path, 'a list');
  return value as unknown[];
}

function wordsOf(value: unknown, path: string): string {
  refuse(typeof value !== 'string' || value === '', path, 'text');
  return value as string;
}

function oneOf(value: unknown, all: readonly string[], path: string): void {
  refuse(
    typeof value !== 'string' || !all.includes(value),
    path,
    `one of ${all.join(', ')}`,
  );
}

function numberOf(
  value: unknown,
  path: string,
  from: number,
  to = Number.MAX_VALUE,
): number {
  refuse(
    typeof value !== 'number' || !(value >= from && value <= to),
    path,
    to === Number.MAX_VALUE
      ? `a number from ${from}`
      : `a number from ${from} to ${to}`,
  );
  return value as number;
}
