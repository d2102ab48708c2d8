import { Link } from '@backstage/ui';
import {
  Answer,
  Question,
} from '@tieline/plugin-integrations-common/governance';
import { memo } from 'react';
import { useIntegrationHref } from '../shared/EntityLink';
import { ResultIcon } from '../shared/icons';
import sharedStyles from '../shared/shared.module.css';
import { resultFor } from '../shared/StatusLabel';
import { answerTo, describeAnswer, openChecks } from './answerWords';
import { PortfolioRow } from './groupTree';
import styles from './scorecard.module.css';

/** Icon and fill of a cell; an integration that was never judged looks unmeasured. */
export function cellStyle(answer: Answer | undefined): string {
  return styles[answer?.state ?? 'unmeasured'];
}

/** What a cell shows: the state's icon and how many checks stand behind it. */
export function CellContent(props: { answer: Answer | undefined }) {
  const { answer } = props;
  const count = answer ? openChecks(answer) : 0;
  return (
    <>
      <ResultIcon result={answer ? resultFor(answer.state) : 'unmeasured'} />
      {count > 0 ? <span>{count}</span> : null}
    </>
  );
}

/** Questions answered yes of those that apply: `5/8`. */
export function ScoreText(props: { score: PortfolioRow['score'] }) {
  const { score } = props;
  return score ? (
    <span>
      <b>{score.yes}</b>
      <span className={sharedStyles.muted}>/{score.applicable}</span>
    </span>
  ) : (
    <span className={sharedStyles.unmeasured}>not judged</span>
  );
}

function IntegrationRow(props: {
  row: PortfolioRow;
  questions: readonly Question[];
  /** Which column the Tab key stops at, where it is in this row. */
  activeColumn: number | undefined;
  selectedQuestionId: string | undefined;
  onSelect: (entityRef: string, questionId: string) => void;
}) {
  const { row, questions, activeColumn, selectedQuestionId, onSelect } = props;
  const { integration, score } = row;
  const hrefOf = useIntegrationHref();
  const name = integration.title ?? integration.name;
  return (
    <div
      role="row"
      data-row={integration.entityRef}
      className={`${styles.row} ${styles.integration} ${
        selectedQuestionId ? styles.selectedRow : ''
      }`}
    >
      <div role="rowheader" className={styles.rowHead}>
        <Link
          href={hrefOf(integration.entityRef, 'scorecard')}
          standalone
          className={styles.name}
          title={name}
          data-column={0}
          // Passed on to the anchor, although its type does not name it.
          {...{ tabIndex: activeColumn === 0 ? 0 : -1 }}
        >
          {name}
        </Link>
        <span className={styles.criticality}>
          {integration.criticality ?? 'no criticality'}
        </span>
      </div>
      {questions.map((question, index) => {
        const answer = answerTo(question.id, score);
        const isSelected = question.id === selectedQuestionId;
        return (
          <div key={question.id} role="gridcell" className={styles.cell}>
            <button
              type="button"
              className={`${styles.state} ${cellStyle(answer)} ${
                isSelected ? styles.selected : ''
              }`}
              aria-label={`${name}, ${question.title}: ${describeAnswer(answer)}`}
              aria-expanded={isSelected}
              title={describeAnswer(answer)}
              data-cell={`${integration.entityRef} ${question.id}`}
              data-column={index + 1}
              tabIndex={activeColumn === index + 1 ? 0 : -1}
              onClick={() => onSelect(integration.entityRef, question.id)}
            >
              <CellContent answer={answer} />
            </button>
          </div>
        );
      })}
      <div
        role="gridcell"
        className={styles.scoreCell}
        data-column={questions.length + 1}
        tabIndex={activeColumn === questions.length + 1 ? 0 : -1}
      >
        <ScoreText score={score} />
      </div>
    </div>
  );
}

/** One integration's row in the heat map. */
export const IntegrationCells = memo(IntegrationRow);
