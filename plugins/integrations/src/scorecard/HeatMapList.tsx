import { PortfolioScorecard } from '@tieline/plugin-integrations-common/governance';
import { ReactNode, useMemo, useState } from 'react';
import { ChevronDownIcon, ChevronRightIcon } from '../shared/icons';
import { AnswerLabel } from '../shared/StatusLabel';
import sharedStyles from '../shared/shared.module.css';
import { answerTo, describeAnswer, openChecks } from './answerWords';
import { isLong, PortfolioRow, toSections } from './groupTree';
import { CellContent, cellStyle, ScoreText } from './IntegrationCells';
import { TeamName } from './HeatMap';
import { YesShare } from './RollUpCells';
import { ScorecardAddress } from './useScorecardAddress';
import listStyles from './heatMapList.module.css';
import styles from './scorecard.module.css';

function IntegrationItem(props: {
  row: PortfolioRow;
  questions: PortfolioScorecard['questions'];
  isInitiallyOpen: boolean;
  onSelect: (entityRef: string, questionId: string) => void;
}) {
  const { row, questions, onSelect } = props;
  const { integration, score } = row;
  const [isOpen, setOpen] = useState(props.isInitiallyOpen);
  const name = integration.title ?? integration.name;
  return (
    <li className={listStyles.item}>
      <button
        type="button"
        className={listStyles.itemHead}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <span className={listStyles.itemTitle}>
          <span className={sharedStyles.strong}>{name}</span>
          <span className={styles.criticality}>
            {integration.criticality ?? 'no criticality'}
          </span>
        </span>
        <ScoreText score={score} />
        {isOpen ? <ChevronDownIcon /> : <ChevronRightIcon />}
        <span className={listStyles.strip} aria-hidden="true">
          {questions.map(question => {
            const answer = answerTo(question.id, score);
            return (
              <span
                key={question.id}
                className={`${styles.state} ${cellStyle(answer)}`}
              >
                <CellContent answer={answer} />
              </span>
            );
          })}
        </span>
      </button>
      {isOpen ? (
        <ul className={listStyles.itemQuestions}>
          {questions.map(question => {
            const answer = answerTo(question.id, score);
            const count = answer ? openChecks(answer) : 0;
            return (
              <li key={question.id}>
                <button
                  type="button"
                  data-cell={`${integration.entityRef} ${question.id}`}
                  aria-label={`${name}, ${question.title}: ${describeAnswer(answer)}`}
                  onClick={() => onSelect(integration.entityRef, question.id)}
                >
                  <span>
                    <span className={sharedStyles.muted}>
                      {question.number}
                    </span>{' '}
                    {question.title}
                  </span>
                  <span className={sharedStyles.row}>
                    <AnswerLabel state={answer?.state ?? 'unmeasured'} />
                    {count > 0 ? count : null}
                  </span>
                </button>
              </li>
            );
          })}
        </ul>
      ) : null}
    </li>
  );
}

/** The heat map on a phone: integrations under their groups, each with its questions. */
export function HeatMapList(props: {
  portfolio: PortfolioScorecard;
  address: ScorecardAddress;
  notes?: ReadonlyMap<string, ReactNode>;
  onSelect: (entityRef: string, questionId: string) => void;
}) {
  const { portfolio, address, onSelect } = props;
  const { folded, toggle, selected } = address;
  const sections = useMemo(
    () => toSections(portfolio, folded),
    [portfolio, folded],
  );
  return (
    <div
      className={`${listStyles.list} ${isLong(portfolio) ? listStyles.many : ''}`}
    >
      {sections.map(({ group, isFolded, teams }) => (
        <section key={group.key} className={sharedStyles.card}>
          <h2>
            <button
              type="button"
              className={listStyles.listGroup}
              aria-expanded={!isFolded}
              onClick={() => toggle(group.key)}
            >
              {isFolded ? <ChevronRightIcon /> : <ChevronDownIcon />}
              <span className={styles.groupTitle}>{group.title}</span>
              <span className={styles.groupCount}>{group.integrations}</span>
              <span className={listStyles.listShare}>
                <YesShare yesShare={group.yesShare} />
              </span>
            </button>
          </h2>
          {props.notes?.get(group.key)}
          {teams.map(team => (
            <div key={team.ownerRef ?? 'none'}>
              {portfolio.groupBy === 'domain' ? (
                <p className={`${styles.team} ${listStyles.team}`}>
                  <TeamName team={team} />
                </p>
              ) : null}
              <ul>
                {team.rows.map(row => (
                  <IntegrationItem
                    key={row.integration.entityRef}
                    row={row}
                    questions={portfolio.questions}
                    isInitiallyOpen={
                      selected?.entityRef === row.integration.entityRef
                    }
                    onSelect={onSelect}
                  />
                ))}
              </ul>
            </div>
          ))}
        </section>
      ))}
      <p className={listStyles.listTotal}>
        <span>
          {portfolio.total.title}{' '}
          <span className={styles.groupCount}>
            {portfolio.total.integrations}
          </span>
        </span>
        <YesShare yesShare={portfolio.total.yesShare} />
      </p>
    </div>
  );
}
