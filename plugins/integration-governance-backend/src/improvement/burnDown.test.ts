import {
  CHECK_RESULTS,
  CheckResult,
} from '@tieline/plugin-integrations-common';
import fc from 'fast-check';
import { answerQuestions } from '../checklist/answerQuestions';
import { burnDown, ResultChange } from './burnDown';
import { addDays } from './days';

const first = '2026-09-01';
const days = Array.from({ length: 10 }, (_, nth) => addDays(first, nth));
const checks = ['a', 'b', 'c'];

/** Changes in their order, as the store has them. */
const histories = fc
  .array(
    fc.record({
      entityRef: fc.constantFrom('one', 'two', 'three'),
      checkId: fc.constantFrom(...checks),
      to: fc.constantFrom(...CHECK_RESULTS),
      hour: fc.integer({ min: -30, max: 10 * 24 - 1 }),
    }),
    { maxLength: 40 },
  )
  .map(all =>
    all
      .sort((left, right) => left.hour - right.hour)
      .map(({ hour, ...rest }): ResultChange => ({
        ...rest,
        at: new Date(Date.parse(`${first}T00:00:00.000Z`) + hour * 3_600_000),
      })),
  );

/** The same by the checklist's own rule: a question with these checks is answered yes. */
function countOn(day: string, changes: readonly ResultChange[]) {
  const states = ['one', 'two', 'three'].map(entityRef => {
    const latest = new Map<string, CheckResult>();
    for (const change of changes) {
      if (
        change.entityRef === entityRef &&
        change.at.toISOString().slice(0, 10) <= day
      ) {
        latest.set(change.checkId, change.to);
      }
    }
    const outcomes = [...latest.values()].map(result => ({
      questionId: 'q',
      result,
    }));
    return answerQuestions(['q'], outcomes).answers[0].state;
  });
  return {
    total: states.filter(state => state !== 'not-applicable').length,
    met: states.filter(state => state === 'yes').length,
  };
}

describe('a burn-down', () => {
  it('says for each day what the checklist would have answered', () => {
    fc.assert(
      fc.property(histories, changes => {
        expect(burnDown(changes, days)).toEqual(
          days.map(day => ({ day, ...countOn(day, changes) })),
        );
      }),
    );
  });
});
