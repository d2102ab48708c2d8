import { Link } from '@backstage/ui';
import { Evidence } from '@tieline/plugin-integrations-common/governance';
import { ReactNode } from 'react';
import { Publisher } from '../contracts/Publisher';
import {
  formatAge,
  formatDay,
  formatElapsed,
  formatInstant,
  formatMoment,
} from '../shared/format';
import sharedStyles from '../shared/shared.module.css';
import { isOpenable, isOwnPage } from './openable';
import styles from './evidence.module.css';

function Source(props: { evidence: Evidence }) {
  const { source, href } = props.evidence;
  if (!href || !isOpenable(href)) {
    return (
      <span>
        <Publisher by={source} />
      </span>
    );
  }
  return (
    <Link
      href={href}
      standalone
      className={sharedStyles.link}
      {...(isOwnPage(href)
        ? {}
        : { target: '_blank', rel: 'noopener noreferrer' })}
    >
      <Publisher by={source} isPlain />
    </Link>
  );
}

/** Until when evidence is good, or since when it is not any more. */
function GoodUntil(props: { evidence: Evidence; now: Date }) {
  const { expiresAt } = props.evidence;
  const { now } = props;
  if (!expiresAt) {
    return null;
  }
  const leftMs = Date.parse(expiresAt) - now.getTime();
  return (
    <span title={formatInstant(expiresAt)}>
      {leftMs > 0
        ? `good until ${formatDay(expiresAt, now)}`
        : `too old for ${formatElapsed(-leftMs)}`}
    </span>
  );
}

/** How old it is, how long it is good, and whether it could be looked at again. */
function Currency(props: { evidence: Evidence; now: Date }) {
  const { evidence, now } = props;
  const { at, notRecheckedSince } = evidence;
  return (
    <>
      <span title={formatInstant(at)}>{formatAge(at, now)} old</span>
      <GoodUntil evidence={evidence} now={now} />
      {notRecheckedSince ? (
        <span className={styles.notRechecked}>
          not re-checked since {formatMoment(notRecheckedSince, now)}
        </span>
      ) : null}
    </>
  );
}

/**
 * What a result rests on, a line for each piece: value, grade, source, age,
 * and how long it is good.
 *
 * @param props - `end` goes to the end of the last line; it stands alone where
 *   there is no evidence, since the check's reason says so already
 */
export function EvidenceList(props: {
  evidence: readonly Evidence[];
  now: Date;
  end?: ReactNode;
  /** What a result rested on once: what matters is the date, not the age. */
  isPast?: boolean;
}) {
  const { evidence, now, end, isPast } = props;
  if (evidence.length === 0) {
    return <p className={styles.facts}>{end}</p>;
  }
  return (
    <ul className={styles.evidence}>
      {evidence.map((piece, index) => (
        <li key={index} className={styles.facts}>
          <span className={styles.evidenceValue}>{piece.value}</span>
          <span className={sharedStyles.tag}>{piece.grade}</span>
          <Source evidence={piece} />
          {isPast ? (
            <span title={formatInstant(piece.at)}>
              of {formatMoment(piece.at, now)}
            </span>
          ) : (
            <Currency evidence={piece} now={now} />
          )}
          {index === evidence.length - 1 ? end : null}
        </li>
      ))}
    </ul>
  );
}
