import {
  Criticality,
  parseDurationMs,
} from '@tieline/plugin-integrations-common';
import { CheckFunction, declared, fail, pass, unmeasured } from '../finding';
import { endingVersionsChecks } from './endingVersions';
import { listed } from './words';

const DAY_MS = 86_400_000;

/** At least yearly, and every half year where much depends on it. */
const longestCadenceDays: Record<Criticality, number> = {
  low: 365,
  medium: 365,
  high: 183,
  critical: 183,
};

const noCadence = 'No cadence is stated, so nobody looks at it regularly.';

const cadence: CheckFunction = evidence => {
  const stated = evidence.spec.review?.cadence;
  const ms = stated && parseDurationMs(stated);
  if (!ms) {
    return fail(noCadence, declared(evidence, 'no cadence'));
  }
  const criticality = evidence.facets.criticality ?? 'medium';
  const longest = longestCadenceDays[criticality];
  return ms > longest * DAY_MS
    ? fail(
        `Every ${stated} is too seldom: ${criticality} takes at least every ${longest} days.`,
        declared(evidence, stated),
      )
    : pass(`It is to be reviewed every ${stated}.`, declared(evidence, stated));
};

const held: CheckFunction = evidence => {
  const stated = evidence.spec.review?.cadence;
  return stated
    ? unmeasured('No review is recorded.', declared(evidence, stated))
    : fail(noCadence, declared(evidence, 'no cadence'));
};

const plan: CheckFunction = evidence => {
  const { plan: text, by, replacement } = evidence.spec.retirement ?? {};
  const lacking = [
    !text && 'how it ends',
    !by && 'a date',
    !replacement && 'a replacement, or none with a reason',
  ].filter(part => typeof part === 'string');
  return lacking.length > 0
    ? fail(
        `It is deprecated, but the plan lacks ${listed(lacking)}.`,
        declared(evidence, `missing: ${listed(lacking)}`),
      )
    : pass(`It ends by ${by}; then ${replacement}.`, declared(evidence, text!));
};

export const reviewAndRetirementChecks: Record<string, CheckFunction> = {
  'review-cadence': cadence,
  'review-held': held,
  'review-agenda': () => unmeasured('No review is recorded.'),
  'review-findings': () => unmeasured('No findings are recorded.'),
  'review-after-change': () => unmeasured('No review is recorded.'),
  ...endingVersionsChecks,
  'retirement-keep-or-end': () => unmeasured('No review is recorded.'),
  'retirement-plan': plan,
};
