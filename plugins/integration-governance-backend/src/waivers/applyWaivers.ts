import { FreshOutcome } from '../checklist/evaluateCheck';
import { stateOf, StoredWaiver, toOutcomeWaiver } from './Waiver';

/**
 * A check's outcome under its waivers. One that is approved makes of a failure,
 * or of what nobody measured, a `waived`; what passes needs none. It never
 * looks like a pass.
 *
 * @param waivers - of this integration
 */
export function applyWaivers(
  outcome: FreshOutcome,
  waivers: readonly StoredWaiver[],
  now: Date,
): FreshOutcome {
  const own = waivers.filter(({ checkId }) => checkId === outcome.checkId);
  const approved = own.find(waiver => stateOf(waiver, now) === 'approved');
  const asked = own.find(waiver => stateOf(waiver, now) === 'asked');
  const isOpen = outcome.result === 'fail' || outcome.result === 'unmeasured';
  if (!isOpen) {
    return outcome;
  }
  if (approved) {
    return {
      ...outcome,
      result: 'waived',
      reason: `Waived until ${approved.until}: ${sentence(approved.reason)} Without it: ${outcome.reason}`,
      waiver: toOutcomeWaiver(asked ?? approved, now),
    };
  }
  return asked ? { ...outcome, waiver: toOutcomeWaiver(asked, now) } : outcome;
}

function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
