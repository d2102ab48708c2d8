import { parseEntityRef } from '@backstage/catalog-model';
import { Evidence } from '@tieline/plugin-integrations-common/governance';
import { FreshOutcome } from '../checklist/evaluateCheck';
import { OverturnedPass } from './StoredAudit';

const DAY_MS = 86_400_000;

/**
 * Telemetry says the same anew every few seconds: what an auditor did not let
 * stand would pass again at once.
 */
const OBSERVED_ANEW_AFTER_MS = 7 * DAY_MS;

/**
 * A check's outcome after audits: a pass that somebody overturned is a fail
 * until evidence that is newer than the decision is there.
 *
 * @param overturned - of this integration
 */
export function applyOverturned(
  outcome: FreshOutcome,
  overturned: readonly OverturnedPass[],
): FreshOutcome {
  const own = overturned.find(
    ({ checkId, decidedAt }) =>
      checkId === outcome.checkId &&
      !outcome.evidence.some(piece => isNewer(piece, decidedAt)),
  );
  if (outcome.result !== 'pass' || !own) {
    return outcome;
  }
  return {
    ...outcome,
    result: 'fail',
    reason: `Overturned in an audit on ${own.decidedAt.slice(0, 10)} by ${nameOf(own.decidedBy)}: ${sentence(own.note)}`,
    nextStep: {
      text: 'Put right what the audit found, and show it with newer evidence',
    },
  };
}

function isNewer({ at, grade }: Evidence, decidedAt: string): boolean {
  const from =
    Date.parse(decidedAt) + (grade === 'observed' ? OBSERVED_ANEW_AFTER_MS : 0);
  return Date.parse(at) > from;
}

function nameOf(actor: string): string {
  try {
    return parseEntityRef(actor).name;
  } catch {
    return actor;
  }
}

function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
