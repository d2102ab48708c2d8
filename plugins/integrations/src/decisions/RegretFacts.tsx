import { ButtonLink } from '@backstage/ui';
import { Regret } from '@tieline/plugin-integrations-common/governance';
import { Publisher } from '../contracts/Publisher';
import { formatDay, formatInstant } from '../shared/format';
import shared from '../shared/shared.module.css';
import { AcknowledgeButton } from './AcknowledgeRegretDialog';
import {
  regretFieldTitle,
  regretReasonWords,
  todayWords,
} from './decisionWords';
import { useDecideHref } from './useDecideHref';
import styles from './decisions.module.css';

/** Each assumption beside what is observed, what the matrix says today, and who knows. */
export function RegretFacts(props: {
  regret: Regret;
  now: Date;
  /** Where the way to decide anew stands beside it. */
  isWithoutLink?: boolean;
}) {
  const { regret, now, isWithoutLink } = props;
  const { reasons, acknowledgement, clearedAt, integration } = regret;
  const decideHref = useDecideHref()(integration);
  return (
    <>
      <ul className={styles.reasons} aria-label="What is not as assumed">
        {reasons.map(reason => (
          <li key={reason.field}>
            <b className={shared.strong}>{regretFieldTitle(reason)}</b>{' '}
            {regretReasonWords(reason, now)}
            <span className={`${shared.small} ${shared.muted} ${shared.block}`}>
              {reason.source}
            </span>
          </li>
        ))}
      </ul>
      <p>{todayWords(regret)}</p>
      {acknowledgement ? (
        <p className={shared.small}>
          Acknowledged by <Publisher by={acknowledgement.by} />,{' '}
          <time
            dateTime={acknowledgement.at}
            title={formatInstant(acknowledgement.at)}
          >
            {formatDay(acknowledgement.at, now)}
          </time>
          : {acknowledgement.note}
        </p>
      ) : null}
      {clearedAt ? (
        <p className={shared.small}>
          Holds again since{' '}
          <time dateTime={clearedAt} title={formatInstant(clearedAt)}>
            {formatDay(clearedAt, now)}
          </time>
          .
        </p>
      ) : null}
      {clearedAt ? null : (
        <div className={shared.actions}>
          {decideHref && !isWithoutLink ? (
            <ButtonLink
              href={decideHref}
              variant="secondary"
              className={shared.outlined}
            >
              Decide anew
            </ButtonLink>
          ) : null}
          <AcknowledgeButton regret={regret} />
        </div>
      )}
    </>
  );
}
