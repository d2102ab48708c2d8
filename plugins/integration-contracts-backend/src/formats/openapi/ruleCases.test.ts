import { ContractText } from '../../text/ContractText';
import { compareOpenApi } from './compareOpenApi';
import { MIRRORED_RULES } from './mirroredRules';
import { readOpenApi } from './readOpenApi';
import { ruleCases } from './ruleCases';
import { TODAY } from './ruleCases/lifecycleCases';
import { RuleCase } from './ruleCases/RuleCase';
import { RULES } from './rules';

const todayMs = Date.parse(TODAY);

function clashesOf({ old, new: next, policy = 'semantic' }: RuleCase) {
  const [before, now] = [old, next].map(one =>
    readOpenApi(ContractText.of(one)),
  );
  return compareOpenApi(before, now, policy, { todayMs });
}

describe('OpenAPI’s rules', () => {
  it.each(
    ruleCases.map(one => [`${one.title} (${one.direction})`, one] as const),
  )('%s', (_, one) => {
    const found = clashesOf(one);
    const ids = found.map(({ ruleId }) => ruleId);
    expect(
      one.rule === undefined ? ids.length === 0 : ids.includes(one.rule),
    ).toBe(true);
    expect(found.some(({ severity }) => severity === 'error')).toBe(one.breaks);
    for (const { message, advice } of found) {
      expect(message).not.toMatch(/undefined|\[object/);
      expect(advice).toMatch(/\.$/);
    }
  });

  it('have a case each', () => {
    const shown = new Set(ruleCases.map(({ rule }) => rule));
    expect(Object.keys(RULES).filter(rule => !shown.has(rule))).toEqual([]);
  });

  it('have names of their own where a provider calls', () => {
    const ids = Object.values(MIRRORED_RULES).map(({ id }) => id);
    expect(ids.filter(id => id in RULES)).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
