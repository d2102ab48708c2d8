import { InputError } from '@backstage/errors';
import { Criticality } from '@tieline/plugin-integrations-common';
import {
  EndingPlan,
  Replacement,
} from '@tieline/plugin-integrations-common/contracts';
import { EndingPolicy } from './Ending';
import { dateInWords } from './words';

const DAY_MS = 86_400_000;

/** A clock that is behind, and the time it takes to fill in a form. */
const LENIENCY_MS = 3_600_000;

/** The highest of the consumers' and the subject's own. */
export type HighestCriticality = Criticality | undefined;

/**
 * What a plan has to say before anybody is told of it.
 *
 * @param highest - of what ends and of whoever uses it
 * @throws InputError that says what is missing
 */
export function checkPlan(
  plan: EndingPlan,
  options: {
    announcedMs: number;
    nowMs: number;
    policy: EndingPolicy;
    highest: HighestCriticality;
    /** Somebody else decides when it ends. */
    isForeign: boolean;
    /** It was announced elsewhere before, so its date may have passed. */
    isHistory?: boolean;
    /** The date has not changed: what was early enough once still is. */
    isDateKept?: boolean;
  },
): void {
  const { announcedMs, nowMs, policy, highest, isForeign } = options;
  if (plan.sunsetAt === undefined) {
    throw new InputError(
      'sunsetAt is missing: say when it ends, so that its consumers can plan.',
    );
  }
  const sunsetMs = Date.parse(plan.sunsetAt);
  if (Number.isNaN(sunsetMs)) {
    throw new InputError(
      `sunsetAt must be an instant such as 2027-03-31T00:00:00Z, not ${plan.sunsetAt}.`,
    );
  }
  if (!options.isDateKept && !isForeign) {
    if (sunsetMs <= nowMs && !options.isHistory) {
      throw new InputError(
        `sunsetAt is in the past (${dateInWords(sunsetMs)}): choose a date that consumers can still act on.`,
      );
    }
    const noticeDays = policy.noticeDays[highest ?? 'medium'];
    if (sunsetMs < announcedMs + noticeDays * DAY_MS - LENIENCY_MS) {
      throw new InputError(
        `sunsetAt is too early: with ${highest ? `criticality ${highest}` : 'no criticality known'} the policy asks for ${noticeDays} days of notice, which is ${dateInWords(announcedMs + noticeDays * DAY_MS)} at the earliest.`,
      );
    }
  }
  checkReplacementSays(plan.replacement);
  if (!plan.note?.trim()) {
    throw new InputError(
      'note is missing: say what a consumer has to do, if only where to read about it.',
    );
  }
}

function checkReplacementSays(replacement: Replacement | undefined): void {
  const missing = (what: string) =>
    new InputError(`replacement is missing ${what}.`);
  if (!replacement) {
    throw new InputError(
      'replacement is missing: name what to use instead, or `none` with the reason.',
    );
  }
  if (
    replacement.kind === 'version' &&
    !(replacement.contract && replacement.version)
  ) {
    throw missing('its contract and version');
  }
  if (replacement.kind === 'integration' && !replacement.integrationRef) {
    throw missing('its integrationRef');
  }
  if (replacement.kind === 'other' && !replacement.text?.trim()) {
    throw missing('its text: say what it is');
  }
  if (replacement.kind === 'none' && !replacement.reason?.trim()) {
    throw missing('its reason: say why consumers need nothing instead');
  }
}
