import { evaluatedAt, evidenceOf } from '../__testUtils__/evidenceOf';
import { checkFunctions } from './checkFunctions';

it.each([
  'contracts-parse',
  'contracts-mode',
  'contracts-observed-versions',
  'contracts-consumers-validate',
  'delivery-unit-tests',
  'delivery-integration-tests',
  'delivery-contract-tests',
  'delivery-dependencies',
  'failure-error-seen',
  'failure-drill',
  'review-agenda',
  'review-findings',
  'review-after-change',
  'retirement-deprecations',
  'retirement-sunset-traffic',
  'retirement-keep-or-end',
])('%s is unmeasured and nags nobody while its evidence has no way in', id => {
  expect(checkFunctions[id](evidenceOf(), { now: evaluatedAt })).toMatchObject({
    result: 'unmeasured',
    reason: expect.stringMatching(/^No evidence yet: /),
    awaitsEvidence: true,
  });
});
