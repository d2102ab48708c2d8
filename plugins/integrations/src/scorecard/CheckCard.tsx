import { ButtonLink } from '@backstage/ui';
import { CheckOutcome } from '@tieline/plugin-integrations-common/governance';
import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import { CopyButton } from '../shared/CopyButton';
import { formatDate } from '../shared/days';
import { EntityLink } from '../shared/EntityLink';
import { formatInstant, formatMoment } from '../shared/format';
import { ChevronRightIcon } from '../shared/icons';
import sharedStyles from '../shared/shared.module.css';
import { ResultLabel } from '../shared/StatusLabel';
import { CheckActions, isToAttest } from './CheckActions';
import { EvidenceList } from './EvidenceList';
import { isOpenable, isOwnPage } from './openable';
import { WaiverNote } from './WaiverNote';
import styles from './evidence.module.css';

/** What a pipeline runs, to be copied. */
function Command(props: { command: string }) {
  return (
    <span className={styles.command}>
      <code>{props.command}</code>
      <CopyButton text={props.command} label="the command" />
    </span>
  );
}

function NextStep(props: { outcome: CheckOutcome; isPrimary: boolean }) {
  const { outcome } = props;
  const { text, href, command } = outcome.nextStep!;
  // What is to be attested is done by the button beside it, on this very page.
  if (!href || !isOpenable(href) || isToAttest(outcome)) {
    return (
      <p className={`${styles.nextStep} ${command ? styles.withCommand : ''}`}>
        Next: {text}
        {command ? <Command command={command} /> : null}
      </p>
    );
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
  integration: IntegrationFacets;
  now: Date;
  /** Whether its next step is the one to take first. */
  isPrimary?: boolean;
}

/** The reason, a waiver's last day in it as people write days. */
function reasonOf({ reason, waiver }: CheckOutcome, now: Date): string {
  return waiver
    ? reason.replaceAll(waiver.until, formatDate(waiver.until, now))
    : reason;
}

/** Reason, evidence, waiver and next steps of a check. */
function CheckDetail(props: CheckProps) {
  const { outcome, integration, now, isPrimary = false } = props;
  const isApplicable = outcome.result !== 'not-applicable';
  return (
    <>
      <div className={styles.about}>
        <p className={styles.reason}>{reasonOf(outcome, now)}</p>
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
                  inherited from{' '}
                  <EntityLink entityRef={outcome.inheritedFrom} />
                </span>
              ) : null}
            </>
          }
        />
        <WaiverNote outcome={outcome} now={now} />
      </div>
      <div
        className={styles.steps}
        data-wide={outcome.nextStep?.command ? '' : undefined}
      >
        {outcome.nextStep ? (
          <NextStep outcome={outcome} isPrimary={isPrimary} />
        ) : null}
        <CheckActions outcome={outcome} integration={integration} />
      </div>
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
  const { outcome, now } = props;
  return (
    <li className={styles.check}>
      <details>
        <summary className={styles.folded}>
          <ChevronRightIcon />
          <span className={sharedStyles.strong}>{outcome.title}</span>
          <span className={styles.foldedReason} aria-hidden="true">
            {reasonOf(outcome, now)}
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
