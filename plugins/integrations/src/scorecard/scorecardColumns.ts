import { parseEntityRef } from '@backstage/catalog-model';
import {
  AnswerState,
  PortfolioScorecard,
} from '@tieline/plugin-integrations-common/governance';
import { CsvRow } from '../shared/downloadCsv';
import { stateWord } from '../shared/StatusLabel';
import { answerTo } from './answerWords';
import { PortfolioRow } from './groupTree';

/** A column of the table view, which the CSV file has under the same title. */
export interface ScorecardColumn {
  title: string;
  /** The text in the cell; undefined where there is none. */
  valueOf(row: PortfolioRow): string | number | undefined;
  /** Set where the column is a question's. */
  stateOf?(row: PortfolioRow): AnswerState | undefined;
  isNumber?: boolean;
}

function nameOf(entityRef: string | undefined): string | undefined {
  return entityRef && parseEntityRef(entityRef).name;
}

/** The columns of the scorecard as a table, in their order. */
export function scorecardColumns(
  portfolio: PortfolioScorecard,
): ScorecardColumn[] {
  return [
    {
      title: 'Integration',
      valueOf: ({ integration }) => integration.title ?? integration.name,
    },
    { title: 'Domain', valueOf: row => nameOf(row.integration.domainRef) },
    { title: 'Team', valueOf: row => nameOf(row.integration.ownerRef) },
    { title: 'System', valueOf: row => nameOf(row.integration.systemRef) },
    { title: 'Pattern', valueOf: row => row.integration.pattern },
    { title: 'Criticality', valueOf: row => row.integration.criticality },
    ...portfolio.questions.map((question): ScorecardColumn => {
      const stateOf = (row: PortfolioRow) =>
        answerTo(question.id, row.score)?.state;
      return {
        title: `${question.number} ${question.title}`,
        valueOf: row => {
          const state = stateOf(row);
          return state && stateWord(state);
        },
        stateOf,
      };
    }),
    { title: 'Yes', valueOf: row => row.score?.yes, isNumber: true },
    {
      title: 'Applicable',
      valueOf: row => row.score?.applicable,
      isNumber: true,
    },
  ];
}

/** The rows of the CSV file: the table view's columns, in its order. */
export function scorecardCsv(portfolio: PortfolioScorecard): CsvRow[] {
  const columns = scorecardColumns(portfolio);
  return portfolio.rows.map(row =>
    Object.fromEntries(
      columns.map(column => [column.title, column.valueOf(row) ?? '']),
    ),
  );
}
