import {
  evaluateFilterPredicate,
  FilterPredicate,
  getJsonValueAtPath,
} from '@backstage/filter-predicates';
import { JsonValue } from '@backstage/types';
import { EVIDENCE_GRADES } from '@tieline/plugin-integrations-common';
import { Evidence } from '@tieline/plugin-integrations-common/governance';
import { Condition, isObject, isPrimitive } from './Condition';
import { inWords, PlainPart } from './plainEvidence';

/** Whether something holds; `unknown` where evidence for it is missing. */
export type Holds = 'yes' | 'no' | 'unknown';

/** A piece of evidence with the path that it was looked at under. */
export interface TouchedEvidence {
  path: string;
  evidence: Evidence;
}

/** What became of a condition. */
export interface ConditionVerdict {
  holds: Holds;
  /** Why, in words, for what does not hold or is not known. */
  reasons: string[];
  /** The evidence that decides. */
  touched: TouchedEvidence[];
}

/**
 * Evaluates a condition with three values: evidence that is missing makes
 * neither a yes nor a no, also not under `$not` or `$exists: false`.
 */
export function evaluateCondition(
  condition: Condition,
  parts: readonly PlainPart[],
): ConditionVerdict {
  if (Array.isArray(condition.$all)) {
    return allOf(
      (condition.$all as Condition[]).map(inner =>
        evaluateCondition(inner, parts),
      ),
    );
  }
  if (Array.isArray(condition.$any)) {
    return anyOf(
      (condition.$any as Condition[]).map(inner =>
        evaluateCondition(inner, parts),
      ),
    );
  }
  if (condition.$not !== undefined) {
    return negated(evaluateCondition(condition.$not as Condition, parts));
  }
  return allOf(
    Object.entries(condition).map(([path, wanted]) =>
      evaluatePath(path, wanted as JsonValue, parts),
    ),
  );
}

/** The weakest grade of evidence; undefined where there is none. */
export function weakestGrade(
  evidence: readonly Evidence[],
): Evidence['grade'] | undefined {
  return EVIDENCE_GRADES.find(grade =>
    evidence.some(piece => piece.grade === grade),
  );
}

function evaluatePath(
  path: string,
  wanted: JsonValue,
  parts: readonly PlainPart[],
): ConditionVerdict {
  const part = parts
    .filter(({ path: own }) => path === own || path.startsWith(`${own}.`))
    .sort((left, right) => right.path.length - left.path.length)[0];
  const missing: ConditionVerdict = {
    holds: 'unknown',
    reasons: [`there is no evidence of ${path}`],
    touched: [],
  };
  if (!part) {
    return missing;
  }
  const value =
    path === part.path
      ? part.value
      : getJsonValueAtPath(part.value, path.slice(part.path.length + 1));
  if (value === undefined && !part.isComplete) {
    return missing;
  }
  const touched = [{ path, evidence: part.show(path, value) }];
  const holds = holdsOf(wanted, value, part.isComplete);
  const reasons = {
    yes: [],
    no: [`${inWords(path, value)}, and ${wantedInWords(wanted)}`],
    unknown: [`part of ${path} is missing`],
  }[holds];
  return { holds, reasons, touched };
}

function holdsOf(
  wanted: JsonValue,
  value: JsonValue | undefined,
  isComplete: boolean,
): Holds {
  if (isObject(wanted) && wanted.$contains !== undefined) {
    const { $contains: inner } = wanted;
    if (!Array.isArray(value)) {
      return 'no';
    }
    return oneOf(
      value.map(element =>
        elementHolds(inner as Condition, element, isComplete),
      ),
    );
  }
  if (isObject(wanted) && typeof wanted.$atLeast === 'number') {
    return toHolds(typeof value === 'number' && value >= wanted.$atLeast);
  }
  if (isObject(wanted) && typeof wanted.$atMost === 'number') {
    return toHolds(typeof value === 'number' && value <= wanted.$atMost);
  }
  return toHolds(
    evaluateFilterPredicate({ value: wanted } as FilterPredicate, { value }),
  );
}

/** An element of a list is looked into like the evidence itself. */
function elementHolds(
  inner: Condition | JsonValue,
  element: JsonValue,
  isComplete: boolean,
): Holds {
  if (isPrimitive(inner)) {
    return toHolds(evaluateFilterPredicate(inner as FilterPredicate, element));
  }
  const parts = isObject(element)
    ? Object.entries(element).map(([path, value]): PlainPart => ({
        path,
        value,
        isComplete,
        show: () => ({ value: '', source: '', grade: 'declared', at: '' }),
      }))
    : [];
  const verdict = evaluateCondition(inner as Condition, parts);
  return verdict.holds === 'unknown' && isComplete && parts.length > 0
    ? 'no'
    : verdict.holds;
}

function allOf(verdicts: readonly ConditionVerdict[]): ConditionVerdict {
  for (const holds of ['no', 'unknown'] as const) {
    const deciding = verdicts.filter(verdict => verdict.holds === holds);
    if (deciding.length > 0) {
      return joined(holds, deciding);
    }
  }
  return joined('yes', verdicts);
}

/** Where several hold, the one with the best evidence is enough. */
function anyOf(verdicts: readonly ConditionVerdict[]): ConditionVerdict {
  const rank = ({ touched }: ConditionVerdict) => {
    const grade = weakestGrade(touched.map(({ evidence }) => evidence));
    return grade ? EVIDENCE_GRADES.indexOf(grade) : -1;
  };
  const [best] = verdicts
    .filter(({ holds }) => holds === 'yes')
    .sort((left, right) => rank(right) - rank(left));
  if (best) {
    return best;
  }
  const unknown = verdicts.filter(({ holds }) => holds === 'unknown');
  return unknown.length > 0
    ? joined('unknown', unknown)
    : joined('no', verdicts);
}

function negated(verdict: ConditionVerdict): ConditionVerdict {
  const { holds, touched } = verdict;
  if (holds === 'unknown') {
    return verdict;
  }
  return holds === 'yes'
    ? {
        holds: 'no',
        reasons: touched.map(
          ({ evidence }) => `${evidence.value}, which it must not be`,
        ),
        touched,
      }
    : { holds: 'yes', reasons: [], touched };
}

function joined(
  holds: Holds,
  verdicts: readonly ConditionVerdict[],
): ConditionVerdict {
  return {
    holds,
    reasons: [...new Set(verdicts.flatMap(({ reasons }) => reasons))],
    touched: verdicts.flatMap(({ touched }) => touched),
  };
}

function oneOf(holds: readonly Holds[]): Holds {
  if (holds.includes('yes')) {
    return 'yes';
  }
  return holds.includes('unknown') ? 'unknown' : 'no';
}

function toHolds(holds: boolean): Holds {
  return holds ? 'yes' : 'no';
}

function wantedInWords(wanted: JsonValue): string {
  if (!isObject(wanted)) {
    return `it has to be ${wanted}`;
  }
  const [operator] = Object.keys(wanted);
  const operand = wanted[operator];
  const text = typeof operand === 'string' ? operand : JSON.stringify(operand);
  const words: Record<string, string> = {
    $exists: operand === true ? 'it has to be given' : 'it must not be given',
    $in: `it has to be one of ${text}`,
    $contains: `it has to contain ${text}`,
    $hasPrefix: `it has to begin with ${text}`,
    $atLeast: `it has to be at least ${text}`,
    $atMost: `it has to be at most ${text}`,
  };
  return words[operator];
}
