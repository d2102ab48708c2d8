import { PortfolioScorecard } from '@tieline/plugin-integrations-common/governance';
import { useMemo } from 'react';
import { IntegrationLink } from '../shared/EntityLink';
import { AnswerLabel } from '../shared/StatusLabel';
import sharedStyles from '../shared/shared.module.css';
import { PortfolioRow } from './groupTree';
import { ScorecardColumn, scorecardColumns } from './scorecardColumns';
import styles from './scorecard.module.css';

function Cell(props: { column: ScorecardColumn; row: PortfolioRow }) {
  const { column, row } = props;
  if (column.stateOf) {
    const state = column.stateOf(row);
    return state ? (
      <AnswerLabel state={state} />
    ) : (
      <span className={sharedStyles.unmeasured}>not judged</span>
    );
  }
  return <>{column.valueOf(row) ?? '–'}</>;
}

/** The heat map as a table, with the CSV file's columns. */
export function ScorecardTable(props: { portfolio: PortfolioScorecard }) {
  const { portfolio } = props;
  const columns = useMemo(() => scorecardColumns(portfolio), [portfolio]);
  return (
    <div
      className={`${sharedStyles.card} ${sharedStyles.scroll}`}
      role="region"
      aria-label="Checklist by integration"
      // Scrolls sideways, which a keyboard can only do where it can get the focus.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <table className={`${sharedStyles.table} ${styles.table}`}>
        <caption className={sharedStyles.hidden}>
          Checklist by integration, {portfolio.questions.length} questions
        </caption>
        <thead>
          <tr>
            {columns.map(column => (
              <th
                key={column.title}
                scope="col"
                className={column.isNumber ? sharedStyles.end : undefined}
              >
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {portfolio.rows.map(row => (
            <tr key={row.integration.entityRef}>
              {columns.map((column, index) =>
                index === 0 ? (
                  <th key={column.title} scope="row">
                    <IntegrationLink
                      integration={row.integration}
                      tab="scorecard"
                      className={sharedStyles.link}
                    />
                  </th>
                ) : (
                  <td
                    key={column.title}
                    className={column.isNumber ? sharedStyles.end : undefined}
                  >
                    <Cell column={column} row={row} />
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
