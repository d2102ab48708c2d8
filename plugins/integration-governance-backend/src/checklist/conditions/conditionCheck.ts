import {
  EVIDENCE_GRADES,
  EvidenceGrade,
} from '@tieline/plugin-integrations-common';
import { Evidence } from '@tieline/plugin-integrations-common/governance';
import { listed, withStop } from '../checks/words';
import type { ConditionEvidence } from '../Checklist';
import {
  CheckContext,
  CheckFunction,
  fail,
  pass,
  unmeasured,
} from '../finding';
import { Condition } from './Condition';
import {
  evaluateCondition,
  TouchedEvidence,
  weakestGrade,
} from './evaluateCondition';
import { plainEvidence } from './plainEvidence';

const DAY_MS = 86_400_000;

/** A check that passes where a condition over the evidence holds. */
export function conditionCheck(
  condition: Condition,
  shown: ConditionEvidence = {},
): CheckFunction {
  return (evidence, context) => {
    const { holds, reasons, touched } = evaluateCondition(
      condition,
      plainEvidence(evidence),
    );
    const pieces = pick(touched, shown, context);
    const why = sentence(reasons);
    switch (holds) {
      case 'yes':
        return pass(
          withStop(sentence(pieces.map(({ value }) => value))),
          ...pieces,
        );
      case 'no':
        return fail(why, ...pieces);
      default:
        return unmeasured(why, ...pieces);
    }
  };
}

/**
 * The evidence that is shown. Leaving something out makes nothing stronger or
 * younger: what is weaker than all that is shown, or too old, is shown too.
 */
function pick(
  touched: readonly TouchedEvidence[],
  { show, grade }: ConditionEvidence,
  { now, shelfLifeDays }: CheckContext,
): Evidence[] {
  const weakest = weakestGrade(touched.map(({ evidence }) => evidence));
  const oldest = now.getTime() - shelfLifeDays * DAY_MS;
  const isShown = ({ path, evidence }: TouchedEvidence) =>
    show === undefined ||
    show.some(own => path === own || path.startsWith(`${own}.`)) ||
    evidence.grade === weakest ||
    (evidence.grade !== 'declared' && Date.parse(evidence.at) <= oldest);
  return touched.filter(isShown).map(({ evidence }) => ({
    ...evidence,
    grade: grade ? weakerOf([evidence.grade, grade]) : evidence.grade,
  }));
}

function weakerOf(grades: readonly EvidenceGrade[]): EvidenceGrade {
  return EVIDENCE_GRADES.find(grade => grades.includes(grade))!;
}

/** One sentence, with a capital letter. */
function sentence(parts: readonly string[]): string {
  const text = listed([...parts]);
  return withStop(text.slice(0, 1).toLocaleUpperCase('en-US') + text.slice(1));
}
