import { Link } from '@backstage/ui';
import { ContractVersion } from '@tieline/plugin-integrations-common/contracts';
import { ReactNode } from 'react';
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

/** When a version ends and what comes after it. */
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
  now: Date;
  actions?: ReactNode;
}) {
  const { version, now, actions } = props;
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
        <Ending version={version} now={now} />
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
