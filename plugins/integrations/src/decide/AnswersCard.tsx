import { Button } from '@backstage/ui';
import { useId, useState } from 'react';
import { ChevronDownIcon, ChevronRightIcon } from '../shared/icons';
import { ErrorNotice } from '../shared/QueryState';
import shared from '../shared/shared.module.css';
import { useIsNarrow } from '../shared/useIsNarrow';
import {
  CONSUMERS,
  CRITICALITY,
  DELIVERY,
  ENDPOINTS,
  INTERACTION,
  ORDERING,
  PEAK,
  SAAS_ENDPOINTS,
  SKILLS,
  TRANSFORMATION,
  VOLUME,
  VOLUME_LATER,
} from './answerFields';
import { ChoiceAnswer } from './ChoiceAnswer';
import styles from './decide.module.css';
import { answersSummary } from './decideWords';
import { LatencyAnswer } from './LatencyAnswer';
import { NumberAnswer } from './NumberAnswer';
import { PlaceAnswers } from './PlaceAnswers';
import { AnswerSheet } from './useAnswers';

function Answers(props: { sheet: AnswerSheet }) {
  const { sheet } = props;
  return (
    <div className={styles.form}>
      <PlaceAnswers sheet={sheet} />
      <ChoiceAnswer sheet={sheet} field={INTERACTION} />
      <div className={styles.two}>
        <NumberAnswer sheet={sheet} field={VOLUME} />
        <NumberAnswer sheet={sheet} field={VOLUME_LATER} />
        <NumberAnswer sheet={sheet} field={PEAK} />
        <LatencyAnswer sheet={sheet} />
      </div>
      <ChoiceAnswer sheet={sheet} field={CRITICALITY} />
      <ChoiceAnswer sheet={sheet} field={ORDERING} />
      <ChoiceAnswer sheet={sheet} field={DELIVERY} />
      <NumberAnswer sheet={sheet} field={CONSUMERS} />
      <div className={styles.two}>
        <NumberAnswer sheet={sheet} field={SAAS_ENDPOINTS} />
        <NumberAnswer sheet={sheet} field={ENDPOINTS} />
      </div>
      <ChoiceAnswer sheet={sheet} field={TRANSFORMATION} />
      {SKILLS.map(field => (
        <ChoiceAnswer key={field.id} sheet={sheet} field={field} />
      ))}
    </div>
  );
}

/** What is known of an integration could not be read, and how to go on. */
function ProfileError(props: { sheet: AnswerSheet }) {
  const { integration, known, set } = props.sheet;
  return integration && known.error ? (
    <div className={styles.form}>
      <ErrorNotice
        what={`The profile of ${integration.namespace}/${integration.name}`}
        query={known}
      />
      <Button
        variant="secondary"
        className={shared.outlined}
        onPress={() => set({ integration: undefined })}
      >
        Go on without it
      </Button>
    </div>
  ) : null;
}

/** The questions and what is answered to them; on a phone folded where a link brings them. */
export function AnswersCard(props: {
  sheet: AnswerSheet;
  /** How many questions are open; undefined before there is a ranking. */
  unanswered: number | undefined;
}) {
  const { sheet, unanswered } = props;
  const isNarrow = useIsNarrow();
  const id = useId();
  const [isUnfolded, setIsUnfolded] = useState(
    sheet.isBehind || (sheet.isBlank && !sheet.integration),
  );
  const isOpen = !isNarrow || isUnfolded;
  const openWords = unanswered ? `${unanswered} not answered` : 'all answered';
  const summary = answersSummary(sheet.profile);
  return (
    <section
      className={`${shared.card} ${styles.answers}`}
      aria-label="Your answers"
    >
      <div className={shared.cardHead}>
        <h2>
          {isNarrow ? (
            <button
              type="button"
              className={styles.fold}
              aria-expanded={isOpen}
              aria-controls={id}
              onClick={() => setIsUnfolded(!isOpen)}
            >
              {isOpen ? <ChevronDownIcon /> : <ChevronRightIcon />} Your answers
            </button>
          ) : (
            'Your answers'
          )}
        </h2>
        <span className={shared.actions}>
          {unanswered !== undefined ? (
            <span className={`${shared.small} ${shared.muted}`}>
              {openWords}
            </span>
          ) : null}
          <Button
            variant="tertiary"
            size="small"
            className={shared.quiet}
            isDisabled={sheet.isBlank}
            onPress={() => {
              sheet.restart();
              setIsUnfolded(true);
            }}
          >
            Start again
          </Button>
        </span>
      </div>
      <ProfileError sheet={sheet} />
      {isNarrow && !isOpen && summary ? (
        <p className={styles.summary}>{summary}</p>
      ) : null}
      <div id={id} hidden={!isOpen}>
        {isOpen ? <Answers sheet={sheet} /> : null}
      </div>
    </section>
  );
}
