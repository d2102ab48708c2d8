import {
  RetirementFinding,
  RetirementVerdict,
} from '@tieline/plugin-integrations-common/contracts';
import { Finding, Level, Subject } from '../report/Report';

const levels: Record<RetirementFinding['outcome'], Level> = {
  blocks: 'error',
  unknown: 'warning',
  holds: 'note',
};

/** A portal's answer whether something may be retired, in the portal's own words. */
export function retirementSubject(
  verdict: RetirementVerdict,
  name: string,
): Subject {
  const { answer, sentence, asOf, endingId } = verdict;
  const findings = verdict.findings.map(finding => toFinding(finding, name));
  const isBlocked = findings.some(({ level }) => level === 'error');
  return {
    name,
    summary: `may it be retired? ${sentence}`,
    findings:
      answer === 'no' && !isBlocked
        ? [unnamedBlock(sentence, name), ...findings]
        : findings,
    retirement: { answer, asOf, ...(endingId && { endingId }) },
    ...(answer === 'unknown' && {
      problem: {
        message: `${name}: ${sentence}`,
        advice:
          'What is unknown is not safe. The report names what is missing; run this again when the portal has it.',
      },
    }),
  };
}

function toFinding(
  { kind, outcome, title, detail }: RetirementFinding,
  name: string,
): Finding {
  return {
    ruleId: kind,
    level: levels[outcome] ?? 'warning',
    message: [title, detail]
      .filter(Boolean)
      .join(/[.:;!?]$/.test(title) ? ' ' : '. '),
    place: { file: name },
  };
}

/** A portal that is newer may have reasons that it doesn't list. */
function unnamedBlock(sentence: string, name: string): Finding {
  return {
    ruleId: 'not-safe',
    level: 'error',
    message: sentence,
    place: { file: name },
  };
}
