import {
  Answer,
  PortfolioScorecard,
} from '@tieline/plugin-integrations-common/governance';

type Row = PortfolioScorecard['rows'][number];

/** An integration of which no check fails, with the number of its other checks. */
export interface BestKeptIntegration {
  row: Row;
  passed: number;
  unmeasured: number;
}

function sum(
  row: Row,
  field: keyof Pick<Answer, 'failed' | 'passed' | 'unmeasured' | 'waived'>,
): number {
  return (row.score?.answers ?? []).reduce(
    (total, answer) => total + answer[field],
    0,
  );
}

/**
 * The integration that others can learn from: no check of it fails or is
 * waived, at least one question is answered yes, and the most checks pass. The
 * number of checks is what counts, not their share: passing all of ten is
 * easier than most of fifty.
 */
export function findBestKept(
  portfolio: PortfolioScorecard,
): BestKeptIntegration | undefined {
  return portfolio.rows
    .filter(
      row =>
        (row.score?.yes ?? 0) > 0 &&
        sum(row, 'failed') === 0 &&
        sum(row, 'waived') === 0,
    )
    .map(row => ({
      row,
      passed: sum(row, 'passed'),
      unmeasured: sum(row, 'unmeasured'),
    }))
    .sort(
      (left, right) =>
        right.passed - left.passed || left.unmeasured - right.unmeasured,
    )[0];
}
