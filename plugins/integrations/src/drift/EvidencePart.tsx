import { DriftItem } from '@tieline/plugin-integrations-common/telemetry';
import { useId } from 'react';
import { formatInstant, formatMoment } from '../shared/format';
import { useNow } from '../shared/useNow';
import shared from '../shared/shared.module.css';
import styles from './drift.module.css';

/** What was seen, what is declared, and who says so. */
export function EvidencePart(props: { evidence: DriftItem['evidence'] }) {
  const now = useNow();
  const headingId = useId();
  return (
    <section className={styles.section} aria-labelledby={headingId}>
      <h3 id={headingId}>Evidence</h3>
      <ul className={styles.evidence}>
        {props.evidence.map(({ what, value, source, at }) => (
          <li key={what}>
            <span className={`${shared.small} ${shared.muted}`}>{what}</span>
            <span>{value}</span>
            <span className={`${shared.small} ${shared.muted}`}>
              {source}
              {at ? (
                <>
                  {' · '}
                  <time dateTime={at} title={formatInstant(at)}>
                    {formatMoment(at, now)}
                  </time>
                </>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
