import {
  CheckOutcome,
  IntegrationScorecard,
  Question,
} from '@tieline/plugin-integrations-common/governance';
import { useEffect, useId, useRef } from 'react';
import { ChevronDownIcon, ChevronRightIcon } from '../shared/icons';
import sharedStyles from '../shared/shared.module.css';
import { checksOf } from './byUrgency';
import { isToAttest } from './CheckActions';
import { CheckCard, FoldedCheck } from './CheckCard';
import { QuestionAnswer } from './QuestionAnswer';
import styles from './evidence.module.css';

/** Settled, or nothing can be said or done about it yet. */
function isOneLine(outcome: CheckOutcome): boolean {
  const { result, evidence, nextStep, waiver } = outcome;
  return (
    result === 'pass' ||
    result === 'not-applicable' ||
    (result === 'unmeasured' &&
      !evidence?.length &&
      !nextStep &&
      !waiver &&
      !isToAttest(outcome))
  );
}

/** One question with its checks: what is open in full, what passed folded. */
export function QuestionSection(props: {
  scorecard: IntegrationScorecard;
  question: Question;
  now: Date;
  isOpen: boolean;
  /** Whether the address names this question: it comes into view. */
  isTarget: boolean;
  onToggle: () => void;
}) {
  const { scorecard, question, now, isOpen, isTarget, onToggle } = props;
  const section = useRef<HTMLElement>(null);
  const bodyId = useId();
  useEffect(() => {
    if (isTarget) {
      section.current?.scrollIntoView?.({ block: 'start' });
    }
  }, [isTarget]);
  const outcomes = checksOf(scorecard, question.id);
  return (
    <section ref={section} id={question.id} className={sharedStyles.card}>
      <h2>
        <button
          type="button"
          className={styles.questionToggle}
          aria-expanded={isOpen}
          aria-controls={isOpen ? bodyId : undefined}
          onClick={onToggle}
        >
          {isOpen ? <ChevronDownIcon /> : <ChevronRightIcon />}
          <span className={styles.questionTitle}>
            {question.number}. {question.title}
          </span>
          <QuestionAnswer scorecard={scorecard} question={question} now={now} />
        </button>
      </h2>
      {isOpen ? (
        <div id={bodyId}>
          <p className={styles.questionBody}>{question.text}</p>
          <ul className={styles.wideChecks}>
            {outcomes.map((outcome, index) =>
              isOneLine(outcome) ? (
                <FoldedCheck
                  key={outcome.checkId}
                  outcome={outcome}
                  integration={scorecard.integration}
                  now={now}
                />
              ) : (
                <CheckCard
                  key={outcome.checkId}
                  outcome={outcome}
                  integration={scorecard.integration}
                  now={now}
                  isPrimary={index === 0 && outcome.result === 'fail'}
                />
              ),
            )}
          </ul>
        </div>
      ) : null}
    </section>
  );
}
