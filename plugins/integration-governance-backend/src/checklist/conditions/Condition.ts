import { JsonObject } from '@backstage/types';

/**
 * A filter predicate over the evidence, as `@backstage/filter-predicates` has
 * it, with `$atLeast` and `$atMost` for numbers.
 */
export type Condition = JsonObject;

/** What is wrong with a condition. */
export interface ConditionProblem {
  /** Keys and indices from the condition on. */
  path: Array<string | number>;
  message: string;
}

const MAX_DEPTH = 12;
const MAX_PARTS = 200;
const groups = ['$all', '$any', '$not'];
const valueOperators = [
  '$exists',
  '$in',
  '$contains',
  '$hasPrefix',
  '$atLeast',
  '$atMost',
];

/** What evidence a condition may be about; the first part of each path. */
export const evidenceSections = [
  'facets',
  'spec',
  'catalog',
  'facts',
  'tests',
  'deployments',
  'dependencies',
  'faultTests',
  'attestations',
  'health',
  'drift',
  'contracts',
] as const;

type Path = ConditionProblem['path'];

/** A look at all of a condition. */
class Inspection {
  readonly problems: ConditionProblem[] = [];
  #parts = 0;

  /** @param isInside - of a list's element, whose paths are its own */
  look(value: unknown, path: Path, isInside: boolean): void {
    this.#parts += 1;
    if (this.#parts > MAX_PARTS || path.length > 2 * MAX_DEPTH) {
      if (this.problems.length === 0) {
        this.#add([], `is too large: ${MAX_PARTS} parts, ${MAX_DEPTH} levels`);
      }
      return;
    }
    if (isPrimitive(value) && isInside) {
      return;
    }
    if (!isObject(value)) {
      this.#add(path, 'has to be an object of paths and values');
      return;
    }
    const keys = Object.keys(value);
    if (keys.length === 0) {
      this.#add(path, 'is empty, which would always hold');
      return;
    }
    const operator = keys.find(key => key.startsWith('$'));
    if (operator === undefined) {
      keys.forEach(key => this.#lookAtPath(key, value[key], path, isInside));
    } else if (!groups.includes(operator)) {
      this.#add(
        [...path, operator],
        `is no operator here; there are ${groups.join(', ')}`,
      );
    } else if (keys.length > 1) {
      this.#add(
        [...path, operator],
        'has to stand alone: put it into $all to combine it',
      );
    } else {
      this.#lookAtGroup(operator, value[operator], path, isInside);
    }
  }

  #lookAtGroup(
    operator: string,
    value: unknown,
    path: Path,
    isInside: boolean,
  ): void {
    const at = [...path, operator];
    if (operator === '$not') {
      this.look(value, at, isInside);
    } else if (!Array.isArray(value) || value.length === 0) {
      this.#add(at, 'has to be a list that is not empty');
    } else {
      value.forEach((inner, index) =>
        this.look(inner, [...at, index], isInside),
      );
    }
  }

  #lookAtPath(
    key: string,
    value: unknown,
    path: Path,
    isInside: boolean,
  ): void {
    const [section] = key.split('.');
    if (
      !isInside &&
      !(evidenceSections as readonly string[]).includes(section)
    ) {
      this.#add(
        [...path, key],
        `is no evidence; a path begins with ${evidenceSections.join(', ')}`,
      );
    }
    this.#lookAtValue(value, [...path, key]);
  }

  #lookAtValue(value: unknown, path: Path): void {
    this.#parts += 1;
    if (isPrimitive(value)) {
      return;
    }
    const keys = isObject(value) ? Object.keys(value) : [];
    if (keys.length !== 1 || !valueOperators.includes(keys[0])) {
      this.#add(
        path,
        `has to be text, a number, true, false, or an object with one of ${valueOperators.join(', ')}`,
      );
      return;
    }
    const [operator] = keys;
    const operand = (value as JsonObject)[operator];
    const at = [...path, operator];
    const wanted = operandOf(operator);
    if (operator === '$contains') {
      this.look(operand, at, true);
    } else if (!wanted.fits(operand)) {
      this.#add(at, `has to be ${wanted.words}`);
    }
  }

  #add(path: Path, message: string): void {
    this.problems.push({ path, message });
  }
}

/** What is wrong with a condition; nothing where it can be evaluated. */
export function findConditionProblems(condition: unknown): ConditionProblem[] {
  const inspection = new Inspection();
  inspection.look(condition, [], false);
  return inspection.problems;
}

function operandOf(operator: string): {
  fits: (operand: unknown) => boolean;
  words: string;
} {
  switch (operator) {
    case '$exists':
      return {
        fits: operand => typeof operand === 'boolean',
        words: 'true or false',
      };
    case '$in':
      return {
        fits: operand =>
          Array.isArray(operand) &&
          operand.length > 0 &&
          operand.length <= MAX_PARTS &&
          operand.every(isPrimitive),
        words: `a list of up to ${MAX_PARTS} texts, numbers, true or false`,
      };
    case '$hasPrefix':
      return { fits: operand => typeof operand === 'string', words: 'text' };
    default:
      return { fits: Number.isFinite, words: 'a number' };
  }
}

export function isPrimitive(
  value: unknown,
): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
