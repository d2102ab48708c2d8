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
 * What is shown counts as the weakest that the condition rests on: leaving the
 * weak out makes nothing stronger, and what is too old is never left out.
 */
function pick(
  touched: readonly TouchedEvidence[],
  { show, grade }: ConditionEvidence,
  { now, shelfLifeDays }: CheckContext,
): Evidence[] {
  const all = touched.map(({ evidence }) => evidence);
  const oldest = now.getTime() - shelfLifeDays * DAY_MS;
  const isShown = ({ path, evidence }: TouchedEvidence) =>
    show === undefined ||
    show.some(own => path === own || path.startsWith(`${own}.`)) ||
    (evidence.grade !== 'declared' && Date.parse(evidence.at) <= oldest);
  const chosen = touched.filter(isShown).map(({ evidence }) => evidence);
  const kept = chosen.length > 0 ? chosen : all;
  const bounds = [weakestGrade(all), grade].filter(
    bound => bound !== undefined,
  );
  return kept.map(piece => ({
    ...piece,
    grade: weakerOf([piece.grade, ...(show || grade ? bounds : [])]),
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
