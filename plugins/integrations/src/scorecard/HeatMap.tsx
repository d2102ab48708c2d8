import {
  PortfolioScorecard,
  Question,
  RollUp,
} from '@tieline/plugin-integrations-common/governance';
import {
  KeyboardEvent,
  ReactNode,
  useCallback,
  useMemo,
  useRef,
  useState,
} from 'react';
import { EntityName } from '../shared/EntityLink';
import { ChevronDownIcon, ChevronRightIcon } from '../shared/icons';
import sharedStyles from '../shared/shared.module.css';
import { nextStop } from './gridNavigation';
import { GroupSection, isLong, Team, toSections } from './groupTree';
import { IntegrationCells } from './IntegrationCells';
import { RollUpCells } from './RollUpCells';
import { ScorecardAddress } from './useScorecardAddress';
import styles from './scorecard.module.css';

/** A place in the grid that the Tab key goes to. */
interface Place {
  row: string;
  column: number;
}

const TOTAL_ROW = 'all';

function Heads(props: { questions: readonly Question[] }) {
  return (
    <div role="rowgroup" className={styles.heads}>
      <div role="row" className={styles.row}>
        <div role="columnheader" className={styles.rowHead}>
          <span className={sharedStyles.hidden}>Integration</span>
        </div>
        {props.questions.map(question => (
          <div
            key={question.id}
            role="columnheader"
            className={styles.questionHead}
            title={question.text}
          >
            <span className={styles.questionNumber}>{question.number}</span>
            {question.title}
          </div>
        ))}
        <div role="columnheader" className={styles.scoreCell}>
          Score
        </div>
      </div>
    </div>
  );
}

function GroupHead(props: {
  section: GroupSection;
  questions: readonly Question[];
  activeColumn: number | undefined;
  onToggle: (groupKey: string) => void;
}) {
  const { section, questions, activeColumn, onToggle } = props;
  const { group, isFolded } = section;
  return (
    <div
      role="row"
      data-row={`group ${group.key}`}
      className={`${styles.row} ${styles.group} ${
        group.depth > 0 ? styles.subGroup : ''
      }`}
    >
      <div
        role="rowheader"
        className={styles.rowHead}
        style={{ paddingInlineStart: group.depth * 12 }}
      >
        <button
          type="button"
          className={styles.fold}
          aria-expanded={!isFolded}
          data-column={0}
          tabIndex={activeColumn === 0 ? 0 : -1}
          onClick={() => onToggle(group.key)}
        >
          {isFolded ? <ChevronRightIcon /> : <ChevronDownIcon />}
          <span className={styles.groupTitle} title={group.title}>
            {group.title}
          </span>
          <span className={styles.groupCount}>
            {group.integrations}
            <span className={sharedStyles.hidden}> integrations</span>
          </span>
        </button>
      </div>
      <RollUpCells
        rollUp={group}
        questions={questions}
        activeColumn={activeColumn}
      />
    </div>
  );
}

function TotalRow(props: {
  total: RollUp;
  questions: readonly Question[];
  activeColumn: number | undefined;
}) {
  const { total, questions, activeColumn } = props;
  return (
    <div role="rowgroup">
      <div
        role="row"
        data-row={TOTAL_ROW}
        className={`${styles.row} ${styles.total}`}
      >
        <div
          role="rowheader"
          className={styles.rowHead}
          data-column={0}
          tabIndex={activeColumn === 0 ? 0 : -1}
        >
          <span>
            {total.title}{' '}
            <span className={styles.groupCount}>{total.integrations}</span>
          </span>
        </div>
        <RollUpCells
          rollUp={total}
          questions={questions}
          activeColumn={activeColumn}
        />
      </div>
    </div>
  );
}

/** A team's name above its integrations, in a group that is no team itself. */
export function TeamName(props: { team: Team }) {
  const { ownerRef, rows } = props.team;
  return (
    <>
      {ownerRef ? <EntityName entityRef={ownerRef} /> : 'no owner'}{' '}
      <span className={styles.teamCount}>{rows.length}, worst first</span>
    </>
  );
}

/**
 * The checklist of all integrations: a row for each under its group, a cell
 * for each question. A grid in which arrow keys move and Enter opens a cell's
 * evidence. Of many rows, those outside the window are not laid out
 * (`content-visibility`), so that a thousand stay fluid and the browser's own
 * search still finds them.
 */
export function HeatMap(props: {
  portfolio: PortfolioScorecard;
  address: ScorecardAddress;
  /** What stands under a group while its rows are not there. */
  notes?: ReadonlyMap<string, ReactNode>;
  onSelect: (entityRef: string, questionId: string) => void;
  onEscape: () => void;
}) {
  const { portfolio, address, onSelect, onEscape } = props;
  const { questions, total } = portfolio;
  const { folded, selected, toggle } = address;
  const grid = useRef<HTMLDivElement>(null);
  const sections = useMemo(
    () => toSections(portfolio, folded),
    [portfolio, folded],
  );
  const [place, setPlace] = useState<Place>();
  const active = useMemo(
    () => existing(place, sections) ?? firstPlace(sections),
    [place, sections],
  );
  const columnIn = (row: string) =>
    active.row === row ? active.column : undefined;

  const remember = useCallback((target: EventTarget) => {
    const cell = (target as Element).closest<HTMLElement>('[data-column]');
    const row = (target as Element).closest<HTMLElement>('[data-row]');
    if (cell && row?.dataset.row) {
      setPlace({ row: row.dataset.row, column: Number(cell.dataset.column) });
    }
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      onEscape();
      return;
    }
    const stop = nextStop(
      grid.current!,
      event.target as Element,
      event.key,
      event.ctrlKey,
    );
    if (stop) {
      event.preventDefault();
      stop.focus();
    }
  };

  return (
    // The focus goes to one of its cells, never to the grid itself.
    // eslint-disable-next-line jsx-a11y/interactive-supports-focus
    <div
      ref={grid}
      role="grid"
      aria-label={`Checklist by integration, ${questions.length} questions`}
      aria-readonly="true"
      className={`${styles.grid} ${isLong(portfolio) ? styles.many : ''}`}
      onFocus={event => remember(event.target)}
      onKeyDown={onKeyDown}
    >
      <Heads questions={questions} />
      {sections.map(section => (
        <div key={section.group.key} role="rowgroup">
          <GroupHead
            section={section}
            questions={questions}
            activeColumn={columnIn(`group ${section.group.key}`)}
            onToggle={toggle}
          />
          {props.notes?.has(section.group.key) ? (
            <div role="row">
              <div role="gridcell" aria-colspan={questions.length + 2}>
                {props.notes.get(section.group.key)}
              </div>
            </div>
          ) : null}
          {section.teams.map(team => [
            portfolio.groupBy === 'domain' ? (
              <div key={`team ${team.ownerRef}`} role="row">
                <div
                  role="rowheader"
                  aria-colspan={questions.length + 2}
                  className={styles.team}
                >
                  <TeamName team={team} />
                </div>
              </div>
            ) : null,
            ...team.rows.map(row => (
              <IntegrationCells
                key={row.integration.entityRef}
                row={row}
                questions={questions}
                activeColumn={columnIn(row.integration.entityRef)}
                selectedQuestionId={
                  selected?.entityRef === row.integration.entityRef
                    ? selected.questionId
                    : undefined
                }
                onSelect={onSelect}
              />
            )),
          ])}
        </div>
      ))}
      <TotalRow
        total={total}
        questions={questions}
        activeColumn={columnIn(TOTAL_ROW)}
      />
    </div>
  );
}

function firstPlace(sections: readonly GroupSection[]): Place {
  const [first] = sections.flatMap(({ teams }) => teams);
  return first
    ? { row: first.rows[0].integration.entityRef, column: 1 }
    : { row: TOTAL_ROW, column: 0 };
}

/** The remembered place, unless its row has gone or was folded away. */
function existing(
  place: Place | undefined,
  sections: readonly GroupSection[],
): Place | undefined {
  const isThere =
    place &&
    (place.row === TOTAL_ROW ||
      sections.some(
        ({ group, teams }) =>
          place.row === `group ${group.key}` ||
          teams.some(({ rows }) =>
            rows.some(({ integration }) => integration.entityRef === place.row),
          ),
      ));
  return isThere ? place : undefined;
}
