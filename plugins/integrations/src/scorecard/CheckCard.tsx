import { ButtonLink } from '@backstage/ui';
import { CheckOutcome } from '@tieline/plugin-integrations-common/governance';
import { EntityLink } from '../shared/EntityLink';
import { formatInstant, formatMoment } from '../shared/format';
import { ChevronRightIcon } from '../shared/icons';
import sharedStyles from '../shared/shared.module.css';
import { ResultLabel } from '../shared/StatusLabel';
import { EvidenceList } from './EvidenceList';
import { isOpenable, isOwnPage } from './openable';
import styles from './evidence.module.css';

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

interface CheckProps {
  outcome: CheckOutcome;
  now: Date;
  /** Whether its next step is the one to take first. */
  isPrimary?: boolean;
}

/** Reason, evidence and next step of a check. */
function CheckDetail(props: CheckProps) {
  const { outcome, now, isPrimary = false } = props;
  const isApplicable = outcome.result !== 'not-applicable';
  return (
    <>
      <p className={styles.reason}>{outcome.reason}</p>
      <EvidenceList
        evidence={isApplicable ? (outcome.evidence ?? []) : []}
        now={now}
        end={
          <>
            {outcome.needs && isApplicable ? (
              <span>needs {outcome.needs}</span>
            ) : null}
            <span title={formatInstant(outcome.since)}>
              since {formatMoment(outcome.since, now)}
            </span>
            {outcome.inheritedFrom ? (
              <span>
                inherited from <EntityLink entityRef={outcome.inheritedFrom} />
              </span>
            ) : null}
          </>
        }
      />
      {outcome.nextStep ? (
        <NextStep step={outcome.nextStep} isPrimary={isPrimary} />
      ) : null}
    </>
  );
}

/** A check with its result and all that speaks for it. */
export function CheckCard(props: CheckProps) {
  const { outcome } = props;
  return (
    <li className={`${styles.check} ${styles.checkCard}`}>
      <h3>{outcome.title}</h3>
      <ResultLabel result={outcome.result} />
      <CheckDetail {...props} />
    </li>
  );
}

/** A check in one line until somebody wants to know more. */
export function FoldedCheck(props: CheckProps) {
  const { outcome } = props;
  return (
    <li className={styles.check}>
      <details>
        <summary className={styles.folded}>
          <ChevronRightIcon />
          <span className={sharedStyles.strong}>{outcome.title}</span>
          <span className={styles.foldedReason} aria-hidden="true">
            {outcome.reason}
          </span>
          <ResultLabel result={outcome.result} />
        </summary>
        <div className={styles.unfolded}>
          <CheckDetail {...props} />
        </div>
      </details>
    </li>
  );
}
