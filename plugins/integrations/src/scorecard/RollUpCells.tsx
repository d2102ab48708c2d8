import {
  Question,
  RollUp,
  RollUpAnswer,
} from '@tieline/plugin-integrations-common/governance';
import { formatShare } from '../shared/format';
import { Unmeasured } from '../shared/Measured';
import sharedStyles from '../shared/shared.module.css';
import { applicable, describeRollUp } from './answerWords';
import styles from './scorecard.module.css';

/** The parts of a roll-up side by side; what is left empty is unmeasured. */
export function RollUpBar(props: { answer: RollUpAnswer }) {
  const { answer } = props;
  const total = applicable(answer);
  const width = (count: number) => ({ width: `${(count / total) * 100}%` });
  return (
    <span className={styles.bar} aria-hidden="true">
      <i className={styles.barYes} style={width(answer.yes)} />
      <i className={styles.barNotYet} style={width(answer.notYet)} />
      <i className={styles.barWaived} style={width(answer.waived)} />
    </span>
  );
}

function RollUpCount(props: { answer: RollUpAnswer | undefined }) {
  const { answer } = props;
  if (!answer || applicable(answer) === 0) {
    return (
      <>
        <span aria-hidden="true">–</span>
        <span className={sharedStyles.hidden}>applies to none</span>
      </>
    );
  }
  const words = describeRollUp(answer);
  return (
    <span title={words}>
      <span className={styles.count} aria-hidden="true">
        <b>{answer.yes}</b>
        <span className={sharedStyles.muted}>/{applicable(answer)}</span>
      </span>
      <span className={sharedStyles.hidden}>{words}</span>
      <RollUpBar answer={answer} />
    </span>
  );
}

/** Share of yes of a group, weighted by criticality. */
export function YesShare(props: { yesShare: number | null }) {
  return props.yesShare === null ? (
    <Unmeasured because="none of its integrations has been judged yet" />
  ) : (
    <b>{formatShare(props.yesShare)}</b>
  );
}

/** A group's eight cells and its share of yes. */
export function RollUpCells(props: {
  rollUp: RollUp;
  questions: readonly Question[];
  activeColumn: number | undefined;
}) {
  const { rollUp, questions, activeColumn } = props;
  return (
    <>
      {questions.map((question, index) => (
        <div
          key={question.id}
          role="gridcell"
          className={styles.rollUpCell}
          data-column={index + 1}
          tabIndex={activeColumn === index + 1 ? 0 : -1}
        >
          <RollUpCount
            answer={rollUp.answers.find(
              ({ questionId }) => questionId === question.id,
            )}
          />
        </div>
      ))}
      <div
        role="gridcell"
        className={styles.scoreCell}
        data-column={questions.length + 1}
        tabIndex={activeColumn === questions.length + 1 ? 0 : -1}
      >
        <YesShare yesShare={rollUp.yesShare} />
      </div>
    </>
  );
}
