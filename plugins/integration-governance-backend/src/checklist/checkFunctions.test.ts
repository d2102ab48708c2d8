import { evaluatedAt, evidenceOf } from '../__testUtils__/evidenceOf';
import { checkFunctions } from './checkFunctions';

it.each([
  'contracts-parse',
  'contracts-mode',
  'contracts-observed-versions',
  'retirement-deprecations',
  'retirement-sunset-traffic',
])('%s is unmeasured and nags nobody while its evidence has no way in', id => {
  expect(
    checkFunctions[id](evidenceOf(), {
      now: evaluatedAt,
      needs: 'declared',
      shelfLifeDays: 180,
    }),
  ).toMatchObject({
    result: 'unmeasured',
    reason: expect.stringMatching(/^No evidence yet: /),
    awaitsEvidence: true,
  });
});
