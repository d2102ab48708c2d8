import { Link } from '@backstage/ui';
import { Finding } from '@tieline/plugin-integrations-common/governance';
import { Publisher } from '../contracts/Publisher';
import { useDrillsHref } from '../drills/useDrillsHref';
import { distanceWords, formatDate } from '../shared/days';
import { DialogButton } from '../shared/DialogButton';
import {
  EntityLink,
  IntegrationLink,
  useIntegrationHref,
} from '../shared/EntityLink';
import { formatInstant, formatMoment } from '../shared/format';
import { OpenableLink } from '../shared/OpenableLink';
import shared from '../shared/shared.module.css';
import { ResultLabel } from '../shared/StatusLabel';
import { ChangeFindingDialog } from './ChangeFindingDialog';
import { CompleteFindingDialog } from './CompleteFindingDialog';
import { mayChange } from './reviewPermits';
import { FindingStateLabel } from './ReviewStateLabel';
import { isDoneByEvidence } from './reviewWords';
import { useReviewHref } from './useReviewHref';
import styles from './reviews.module.css';

interface FindingProps {
  finding: Finding;
  now: Date;
}

/** The check that says when it is done, as it is now. */
function Check({ finding }: { finding: Finding }) {
  const { checkId, checkTitle, checkResult, state, integration } = finding;
  const hrefOf = useIntegrationHref();
  if (!checkId) {
    return null;
  }
  return (
    <p className={styles.check}>
      <span>
        Check:{' '}
        {integration ? (
          <Link
            href={hrefOf(integration.entityRef, 'scorecard')}
            standalone
            className={`${shared.link} ${shared.strong}`}
          >
            {checkTitle ?? checkId}
          </Link>
        ) : (
          <b className={shared.strong}>{checkTitle ?? checkId}</b>
        )}
      </span>
      <ResultLabel result={checkResult ?? 'unmeasured'} />
      {state === 'open' ? (
        <span className={shared.muted}>
          Evidence will close it: it is done when the check passes.
        </span>
      ) : null}
    </p>
  );
}

function How({ finding, now }: FindingProps) {
  const { doneAt, doneBy, note, href } = finding;
  return (
    <>
      {doneAt ? (
        <p className={shared.small}>
          {finding.state === 'withdrawn' ? 'withdrawn' : 'done'}{' '}
          <time dateTime={doneAt} title={formatInstant(doneAt)}>
            {formatMoment(doneAt, now)}
          </time>{' '}
          {isDoneByEvidence(finding) ? (
            'by evidence: its check passes'
          ) : (
            <>
              by <Publisher by={doneBy} />
            </>
          )}
        </p>
      ) : null}
      {note ? <p className={styles.words}>{note}</p> : null}
      {href ? <OpenableLink href={href}>What shows it</OpenableLink> : null}
    </>
  );
}

function Actions({ finding }: { finding: Finding }) {
  const permitted = mayChange(finding);
  if (finding.state !== 'open') {
    return null;
  }
  return (
    <div className={shared.actions}>
      <DialogButton
        isQuiet
        permitted={permitted}
        label={`Change… ${finding.title}`}
        dialog={close => (
          <ChangeFindingDialog finding={finding} onClose={close} />
        )}
      >
        Change…
      </DialogButton>
      {finding.checkId ? null : (
        <DialogButton
          isQuiet
          permitted={permitted}
          label={`Done… ${finding.title}`}
          dialog={close => (
            <CompleteFindingDialog finding={finding} onClose={close} />
          )}
        >
          Done…
        </DialogButton>
      )}
    </div>
  );
}

/** Where it was found: a review or a drill, with the way to it. */
function Origin(props: { finding: Finding; isHere?: boolean }) {
  const { origin, reviewId, drillId } = props.finding;
  const reviewHref = useReviewHref();
  const drillHref = useDrillsHref();
  const href =
    (reviewId && reviewHref(reviewId)) ||
    (drillId && drillHref({ drill: drillId }));
  return href && !props.isHere ? (
    <Link href={href} standalone className={shared.link}>
      {origin}
    </Link>
  ) : (
    <>{origin}</>
  );
}

/** One finding: what is to be done, by whom, until when, and how it is known to be done. */
export function FindingItem(
  props: FindingProps & {
    /** Whether it stands with its own review or drill. */
    isHere?: boolean;
    isReadOnly?: boolean;
  },
) {
  const { finding, now, isHere, isReadOnly } = props;
  const { integration, ownerRef, dueOn } = finding;
  return (
    <li className={styles.item}>
      <div className={styles.between}>
        <h3 className={styles.name}>{finding.title}</h3>
        <FindingStateLabel
          state={finding.state}
          isOverdue={finding.isOverdue}
        />
      </div>
      <p>
        <EntityLink entityRef={ownerRef} />, due {formatDate(dueOn, now)}
        {finding.state === 'open' ? `, ${distanceWords(dueOn, now)}` : ''}
      </p>
      <Check finding={finding} />
      <How finding={finding} now={now} />
      <div className={styles.between}>
        <p className={`${shared.small} ${shared.muted}`}>
          {integration ? (
            <>
              <IntegrationLink
                integration={integration}
                className={shared.link}
              />
              ,{' '}
            </>
          ) : (
            'The portfolio, '
          )}
          found by <Publisher by={finding.createdBy} /> in a{' '}
          <Origin finding={finding} isHere={isHere} />
        </p>
        {isReadOnly ? null : <Actions finding={finding} />}
      </div>
    </li>
  );
}
