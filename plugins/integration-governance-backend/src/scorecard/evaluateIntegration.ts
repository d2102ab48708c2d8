import { Score } from '@tieline/plugin-integrations-common/governance';
import { applyOverturned } from '../audits/applyOverturned';
import { OverturnedPass } from '../audits/StoredAudit';
import { answerQuestions } from '../checklist/answerQuestions';
import { Checklist } from '../checklist/Checklist';
import { evaluateCheck, FreshOutcome } from '../checklist/evaluateCheck';
import { IntegrationEvidence } from '../evidence/IntegrationEvidence';
import { applyWaivers } from '../waivers/applyWaivers';
import { StoredWaiver } from '../waivers/Waiver';

/** What people decided about an integration's results. */
export interface ResultDecisions {
  waivers: readonly StoredWaiver[];
  /** Passes that an auditor did not let stand. */
  overturned: readonly OverturnedPass[];
}

/** Evaluates every check of a checklist for one integration, and its answers. */
export function evaluateIntegration(
  checklist: Checklist,
  evidence: IntegrationEvidence,
  { waivers, overturned }: ResultDecisions,
  now: Date,
): { outcomes: FreshOutcome[]; score: Score } {
  const outcomes = checklist.items.map(item => {
    const found = evaluateCheck(item, evidence, { now });
    return applyWaivers(applyOverturned(found, overturned), waivers, now);
  });
  return { outcomes, score: answerQuestions(checklist.questionIds, outcomes) };
}
