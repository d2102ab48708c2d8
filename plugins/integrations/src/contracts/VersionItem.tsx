import { Link } from '@backstage/ui';
import {
  ContractVersion,
  EndingSummary,
} from '@tieline/plugin-integrations-common/contracts';
import { ReactNode } from 'react';
import { ReplacementLink } from '../deprecations/cards/ReplacementLink';
import { useEndingHref } from '../deprecations/cards/useEndingHref';
import { EndingStatusLabel } from '../deprecations/EndingStatusLabel';
import { endsWords } from '../deprecations/endingWords';
import { isWebAddress } from '../shared/EntityLink';
import {
  formatAge,
  formatDay,
  formatInstant,
  formatMoment,
} from '../shared/format';
import shared from '../shared/shared.module.css';
import { counted, formatTitle, sourceWords } from './contractWords';
import { Publisher } from './Publisher';
import { VerdictLabel, VersionStateLabel } from './VerdictLabel';
import styles from './view.module.css';

/** Where a version comes from; a link where that is a page. */
function Source(props: { version: ContractVersion }) {
  const { source, sourceUrl } = props.version;
  const words = sourceWords(source);
  if (!sourceUrl) {
    return <>{words}</>;
  }
  return isWebAddress(sourceUrl) ? (
    <Link
      href={sourceUrl}
      standalone
      className={shared.link}
      target="_blank"
      rel="noopener noreferrer"
    >
      {words}
    </Link>
  ) : (
    <>
      {words}: {sourceUrl}
    </>
  );
}

/** When a version ends, what comes after it, and where to see who is still there. */
function AnnouncedEnd(props: { ending: EndingSummary; now: Date }) {
  const { ending, now } = props;
  const { id, status, announcedAt, sunsetAt, overAt } = ending;
  const href = useEndingHref();
  return (
    <p className={`${shared.small} ${styles.end}`}>
      <EndingStatusLabel ending={ending} isShort />
      <span>
        deprecated {formatDay(announcedAt, now)},{' '}
        {overAt
          ? `${status} ${formatDay(overAt, now)}`
          : endsWords(sunsetAt, now)}
        , instead: <ReplacementLink ending={ending} />
      </span>
      <Link href={href(id)} standalone className={shared.link}>
        {overAt ? 'How it ended' : 'Who is still there'}
      </Link>
    </p>
  );
}

/** The same as the version itself says it, of what nobody announced. */
function Ending(props: { version: ContractVersion; now: Date }) {
  const { version, now } = props;
  const { deprecatedAt, sunsetAt, replacement } = version;
  if (!deprecatedAt && !sunsetAt) {
    return null;
  }
  const parts = [
    deprecatedAt && `deprecated ${formatDay(deprecatedAt, now)}`,
    sunsetAt ? `ends ${formatDay(sunsetAt, now)}` : 'no end date yet',
    replacement ? `replaced by ${replacement}` : 'no replacement named',
  ].filter(Boolean);
  return <p className={shared.small}>{parts.join(', ')}</p>;
}

/** One version: state, verdict, who published it when and why. */
export function VersionItem(props: {
  version: ContractVersion;
  /** Where its end is announced. */
  ending?: EndingSummary;
  now: Date;
  actions?: ReactNode;
}) {
  const { version, ending, now, actions } = props;
  const { publishedAt, override, breaking } = version;
  return (
    <li className={styles.version}>
      <div className={styles.versionBody}>
        <div className={styles.versionHead}>
          <span className={styles.versionName}>{version.version}</span>
          <VersionStateLabel state={version.state} />
          <VerdictLabel verdict={version.verdict} />
          {breaking ? (
            <span className={shared.small}>
              {counted(breaking, 'violation')} when it was published
            </span>
          ) : null}
        </div>
        <p className={`${shared.small} ${shared.muted}`}>
          Number {version.number}, {formatTitle(version.format)}, published{' '}
          <time dateTime={publishedAt} title={formatInstant(publishedAt)}>
            {formatMoment(publishedAt, now)}
          </time>{' '}
          ({formatAge(publishedAt, now)} ago)
          {version.publishedBy ? (
            <>
              {' '}
              by <Publisher by={version.publishedBy} />
            </>
          ) : null}
          , <Source version={version} />
        </p>
        {ending ? (
          <AnnouncedEnd ending={ending} now={now} />
        ) : (
          <Ending version={version} now={now} />
        )}
        {override ? (
          <p>
            <span className={shared.muted}>
              Published all the same by <Publisher by={override.by} />, because:
            </span>{' '}
            {override.reason}
          </p>
        ) : null}
        {version.changelog ? (
          <p className={styles.changelog}>{version.changelog}</p>
        ) : null}
      </div>
      {actions ? <div className={styles.versionActions}>{actions}</div> : null}
    </li>
  );
}
