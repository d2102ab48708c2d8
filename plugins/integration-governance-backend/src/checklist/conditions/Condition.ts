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

/** What is wrong with a condition; nothing where it can be evaluated. */
export function findConditionProblems(condition: unknown): ConditionProblem[] {
  const problems: ConditionProblem[] = [];
  let parts = 0;

  const add = (path: ConditionProblem['path'], message: string) =>
    problems.push({ path, message });

  const look = (
    value: unknown,
    path: ConditionProblem['path'],
    isInside: boolean,
  ): void => {
    parts += 1;
    if (parts > MAX_PARTS || path.length > 2 * MAX_DEPTH) {
      if (problems.length === 0) {
        add([], `is too large: ${MAX_PARTS} parts and ${MAX_DEPTH} levels`);
      }
      return;
    }
    if (isPrimitive(value) && isInside) {
      return;
    }
    if (!isObject(value)) {
      add(path, 'has to be an object of paths and values');
      return;
    }
    const keys = Object.keys(value);
    if (keys.length === 0) {
      add(path, 'is empty, which would always hold');
      return;
    }
    const operators = keys.filter(key => key.startsWith('$'));
    if (operators.length > 0) {
      if (keys.length > 1 || !groups.includes(operators[0])) {
        add(
          [...path, operators[0]],
          groups.includes(operators[0])
            ? 'has to stand alone: put it into $all to combine it'
            : `is no operator here; there are ${groups.join(', ')}`,
        );
        return;
      }
      lookAtGroup(operators[0], value[operators[0]], path, isInside);
      return;
    }
    for (const key of keys) {
      const section = key.split('.')[0];
      if (
        !isInside &&
        !(evidenceSections as readonly string[]).includes(section)
      ) {
        add(
          [...path, key],
          `is no evidence; a path begins with ${evidenceSections.join(', ')}`,
        );
      }
      lookAtValue(value[key], [...path, key]);
    }
  };

  const lookAtGroup = (
    operator: string,
    value: unknown,
    path: ConditionProblem['path'],
    isInside: boolean,
  ): void => {
    const at = [...path, operator];
    if (operator === '$not') {
      look(value, at, isInside);
    } else if (!Array.isArray(value) || value.length === 0) {
      add(at, 'has to be a list that is not empty');
    } else {
      value.forEach((inner, index) => look(inner, [...at, index], isInside));
    }
  };

  const lookAtValue = (
    value: unknown,
    path: ConditionProblem['path'],
  ): void => {
    parts += 1;
    if (isPrimitive(value)) {
      return;
    }
    const keys = isObject(value) ? Object.keys(value) : [];
    if (keys.length !== 1 || !valueOperators.includes(keys[0])) {
      add(
        path,
        `has to be text, a number, true, false, or an object with one of ${valueOperators.join(', ')}`,
      );
      return;
    }
    const [operator] = keys;
    const operand = (value as JsonObject)[operator];
    const at = [...path, operator];
    const expected: Record<string, [boolean, string]> = {
      $exists: [typeof operand === 'boolean', 'true or false'],
      $in: [
        Array.isArray(operand) &&
          operand.length > 0 &&
          operand.length <= MAX_PARTS &&
          operand.every(isPrimitive),
        `a list of up to ${MAX_PARTS} texts, numbers, true or false`,
      ],
      $hasPrefix: [typeof operand === 'string', 'text'],
      $atLeast: [Number.isFinite(operand), 'a number'],
      $atMost: [Number.isFinite(operand), 'a number'],
    };
    if (operator === '$contains') {
      look(operand, at, true);
    } else if (!expected[operator][0]) {
      add(at, `has to be ${expected[operator][1]}`);
    }
  };

  look(condition, [], false);
  return problems;
}

export function isPrimitive(
  value: unknown,
): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
