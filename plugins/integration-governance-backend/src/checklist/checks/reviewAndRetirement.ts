import { CheckFunction, declared, fail, pass } from '../finding';
import { endingVersionsChecks } from './endingVersions';
import { reviewChecks } from './reviews';
import { listed } from './words';

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
  ...reviewChecks,
  ...endingVersionsChecks,
  'retirement-plan': plan,
};
