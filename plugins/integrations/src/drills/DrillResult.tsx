import { Link } from '@backstage/ui';
import { Drill } from '@tieline/plugin-integrations-common/governance';
import { Publisher } from '../contracts/Publisher';
import { FindingItem } from '../reviews/FindingItem';
import { useReviewsHref } from '../reviews/useReviewHref';
import { toIntegrationName } from '../shared/addressFilters';
import { formatMinute } from '../shared/format';
import { OpenableLink } from '../shared/OpenableLink';
import shared from '../shared/shared.module.css';
import { isFromPipeline, minutesWords, nameOf } from './drillWords';
import styles from './drills.module.css';

function Findings(props: { drill: Drill; now: Date }) {
  const { drill, now } = props;
  const { integration, findings } = drill;
  const href = useReviewsHref()({
    view: 'findings',
    integration: toIntegrationName(integration),
  });
  return (
    <section className={styles.section}>
      <h3>What follows</h3>
      {findings.length ? (
        <>
          <ul aria-label="Findings" className={styles.findings}>
            {findings.map(finding => (
              <FindingItem
                key={finding.id}
                finding={finding}
                now={now}
                isHere
                isReadOnly
              />
            ))}
          </ul>
          {href ? (
            <p>
              <Link href={href} standalone className={shared.link}>
                All findings of {nameOf(integration)}
              </Link>
            </p>
          ) : null}
        </>
      ) : (
        <p className={shared.muted}>Nothing: no finding was recorded.</p>
      )}
    </section>
  );
}

/** How a drill went. It can't be changed any more. */
export function DrillResult(props: { drill: Drill; now: Date }) {
  const { drill, now } = props;
  const { heldAt, minutesToRecover, artefact, notes, recordedBy } = drill;
  return (
    <>
      <section className={styles.section}>
        <h3>How it went</h3>
        <dl className={styles.facts}>
          {heldAt ? (
            <>
              <dt>Held</dt>
              <dd>
                <time dateTime={heldAt}>{formatMinute(heldAt)}</time>
              </dd>
            </>
          ) : null}
          <dt>Recovered</dt>
          <dd>
            {minutesToRecover === undefined ? (
              <span className={shared.unmeasured}>not measured</span>
            ) : (
              `in ${minutesWords(minutesToRecover)}`
            )}
          </dd>
          <dt>Evidence</dt>
          <dd>
            {artefact ? (
              <OpenableLink href={artefact}>What shows it</OpenableLink>
            ) : (
              'none: it is attested, not tested'
            )}
          </dd>
          {isFromPipeline(drill) ? null : (
            <>
              <dt>Recorded by</dt>
              <dd>
                <Publisher by={recordedBy} />
              </dd>
            </>
          )}
        </dl>
        {notes ? <p className={styles.words}>{notes}</p> : null}
      </section>
      <Findings drill={drill} now={now} />
    </>
  );
}
