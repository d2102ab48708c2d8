import { MarkdownContent } from '@backstage/core-components';
import { Button, Link } from '@backstage/ui';
import {
  EndingConsumer,
  EndingSummary,
} from '@tieline/plugin-integrations-common/contracts';
import { useState } from 'react';
import { formatInstant } from '../../shared/format';
import shared from '../../shared/shared.module.css';
import {
  consumerAnswer,
  consumersOf,
  hasAnswered,
  isGone,
  presenceWords,
} from '../consumerAnswers';
import { AnswerDialog } from '../dialogs/AnswerDialog';
import { endsWords } from '../endingWords';
import { ReplacementLink } from './ReplacementLink';
import { useEndingHref } from './useEndingHref';
import styles from './cards.module.css';

function Consumer(props: {
  ending: EndingSummary;
  consumer: EndingConsumer;
  now: Date;
}) {
  const { ending, consumer, now } = props;
  const [isAnswering, setIsAnswering] = useState(false);
  const isUrgent = !hasAnswered(consumer) && !isGone(consumer);
  return (
    <li className={styles.consumer}>
      <span>
        <b className={shared.strong}>{consumer.name}</b>{' '}
        <span className={shared.muted}>
          {presenceWords(consumer, now)}; {consumerAnswer(consumer, now)}
        </span>
      </span>
      {consumer.mayAnswer ? (
        <Button
          size="small"
          variant={isUrgent ? 'primary' : 'secondary'}
          className={isUrgent ? undefined : shared.outlined}
          aria-label={`Answer for ${consumer.name} about ${ending.title}`}
          onPress={() => setIsAnswering(true)}
        >
          Answer
        </Button>
      ) : null}
      {isAnswering ? (
        <AnswerDialog
          ending={ending}
          consumer={consumer}
          onClose={() => setIsAnswering(false)}
        />
      ) : null}
    </li>
  );
}

/** Something that ends and is still used: by when, and what to do. */
export function EndingItem(props: {
  ending: EndingSummary;
  /** Full references of the entity on whose page it stands, and of its parts. */
  refs: readonly string[];
  now: Date;
}) {
  const { ending, refs, now } = props;
  const { sunsetAt, note } = ending;
  const href = useEndingHref();
  const isOver =
    sunsetAt !== undefined && Date.parse(sunsetAt) <= now.getTime();
  return (
    <li className={styles.item}>
      <div className={styles.head}>
        <Link
          href={href(ending.id)}
          standalone
          className={`${shared.link} ${styles.title}`}
        >
          {ending.title}
        </Link>
        <time
          dateTime={sunsetAt}
          title={sunsetAt && formatInstant(sunsetAt)}
          className={isOver ? `${shared.strong} ${shared.failing}` : undefined}
        >
          {endsWords(sunsetAt, now)}
        </time>
      </div>
      <p>
        <span className={shared.muted}>Instead:</span>{' '}
        <ReplacementLink ending={ending} />
      </p>
      {note ? (
        <MarkdownContent className={styles.note} content={note} />
      ) : (
        <p className={shared.muted}>Nobody wrote what to do.</p>
      )}
      <ul className={styles.consumers}>
        {consumersOf(ending, refs).map(consumer => (
          <Consumer
            key={consumer.id}
            ending={ending}
            consumer={consumer}
            now={now}
          />
        ))}
      </ul>
    </li>
  );
}
