import { ButtonLink } from '@backstage/ui';
import { CheckOutcome } from '@tieline/plugin-integrations-common/governance';
import { EntityLink } from '../shared/EntityLink';
import { formatInstant, formatMoment } from '../shared/format';
import sharedStyles from '../shared/shared.module.css';
import { ResultLabel } from '../shared/StatusLabel';
import { EvidenceList } from './EvidenceList';
import { isOpenable, isOwnPage } from './openable';
import styles from './scorecard.module.css';

function NextStep(props: {
  step: NonNullable<CheckOutcome['nextStep']>;
  isPrimary: boolean;
}) {
  const { text, href } = props.step;
  if (!href || !isOpenable(href)) {
    return <p className={styles.nextStep}>Next: {text}</p>;
  }
  return (
    <p className={styles.nextStep}>
      <ButtonLink
        href={href}
        size="small"
        variant={props.isPrimary ? 'primary' : 'secondary'}
        {...(isOwnPage(href)
          ? {}
          : { target: '_blank', rel: 'noopener noreferrer' })}
      >
        {text}
      </ButtonLink>
    </p>
  );
}

/** Reason, evidence and next step of a check. */
export function CheckDetail(props: {
  outcome: CheckOutcome;
  now: Date;
  isPrimary?: boolean;
}) {
  const { outcome, now, isPrimary = false } = props;
  return (
    <>
      <p className={styles.reason}>{outcome.reason}</p>
      {outcome.result === 'not-applicable' ? null : (
        <EvidenceList evidence={outcome.evidence ?? []} now={now} />
      )}
      <p className={styles.checkFacts}>
        <span title={formatInstant(outcome.since)}>
          since {formatMoment(outcome.since, now)}
        </span>
        {outcome.needs && outcome.result !== 'not-applicable' ? (
          <span>needs {outcome.needs} evidence</span>
        ) : null}
        {outcome.inheritedFrom ? (
          <span>
            inherited from <EntityLink entityRef={outcome.inheritedFrom} />
          </span>
        ) : null}
      </p>
      {outcome.nextStep ? (
        <NextStep step={outcome.nextStep} isPrimary={isPrimary} />
      ) : null}
    </>
  );
}

/** A check with its result and all that speaks for it. */
export function CheckCard(props: {
  outcome: CheckOutcome;
  now: Date;
  isPrimary?: boolean;
}) {
  const { outcome } = props;
  return (
    <li className={styles.check}>
      <div className={styles.checkHead}>
        <h3>{outcome.title}</h3>
        <ResultLabel result={outcome.result} />
      </div>
      <CheckDetail {...props} />
    </li>
  );
}

/** A check of which only the result shows until somebody wants to know more. */
export function FoldedCheck(props: { outcome: CheckOutcome; now: Date }) {
  const { outcome } = props;
  return (
    <li className={styles.check}>
      <details>
        <summary className={styles.checkHead}>
          <span className={sharedStyles.strong}>{outcome.title}</span>
          <ResultLabel result={outcome.result} />
        </summary>
        <CheckDetail {...props} />
      </details>
    </li>
  );
}
