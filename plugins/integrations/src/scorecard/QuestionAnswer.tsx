import {
  IntegrationScorecard,
  Question,
} from '@tieline/plugin-integrations-common/governance';
import { formatInstant, formatMoment } from '../shared/format';
import sharedStyles from '../shared/shared.module.css';
import { AnswerLabel } from '../shared/StatusLabel';
import { answerTo, countResults } from './answerWords';
import { checksOf } from './byUrgency';
import { questionSince } from './questionSince';
import styles from './evidence.module.css';

/** A question's state, since when, and how its checks came out. */
export function QuestionAnswer(props: {
  scorecard: IntegrationScorecard;
  question: Question;
  now: Date;
}) {
  const { scorecard, question, now } = props;
  const since = questionSince(scorecard, question.id);
  return (
    <span className={styles.answer}>
      <AnswerLabel
        state={answerTo(question.id, scorecard.score)?.state ?? 'unmeasured'}
      />
      {since ? (
        <span className={sharedStyles.muted} title={formatInstant(since)}>
          since {formatMoment(since, now)}
        </span>
      ) : null}
      <span className={styles.answerCounts}>
        {countResults(checksOf(scorecard, question.id))}
      </span>
    </span>
  );
}
