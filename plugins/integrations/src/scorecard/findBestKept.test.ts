import {
  Answer,
  PortfolioScorecard,
} from '@tieline/plugin-integrations-common/governance';
import { findBestKept } from './findBestKept';

const answer = (counts: Partial<Answer>): Answer => ({
  questionId: 'inventory',
  state: 'yes',
  failed: 0,
  unmeasured: 0,
  waived: 0,
  passed: 0,
  ...counts,
});

const portfolio = (rows: Record<string, Partial<Answer>>) =>
  ({
    rows: Object.entries(rows).map(([name, counts]) => ({
      groupKey: 'all',
      integration: { entityRef: name, namespace: 'default', name },
      score: { yes: 1, applicable: 1, answers: [answer(counts)] },
    })),
  }) as unknown as PortfolioScorecard;

describe('findBestKept', () => {
  it('prefers many passing checks to a few, however small the rest', () => {
    const best = findBestKept(
      portfolio({
        small: { passed: 9, unmeasured: 1 },
        thorough: { passed: 32, unmeasured: 19 },
      }),
    );
    expect(best).toMatchObject({
      row: { integration: { name: 'thorough' } },
      passed: 32,
      unmeasured: 19,
    });
  });

  it('takes nobody with a failing or waived check, nor where nothing is answered', () => {
    expect(
      findBestKept(
        portfolio({
          failing: { passed: 40, failed: 1 },
          waived: { passed: 40, waived: 1 },
        }),
      ),
    ).toBeUndefined();
    expect(findBestKept(portfolio({}))).toBeUndefined();
  });
});
