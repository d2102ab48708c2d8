import { formatAge, formatInstant, formatMoment } from './format';
import styles from './shared.module.css';

/** Since when, in clock time and as what has gone by. */
export function Since(props: {
  instant?: string;
  now: Date;
  className?: string;
}) {
  const { instant, now, className } = props;
  return instant ? (
    <time
      dateTime={instant}
      title={formatInstant(instant)}
      className={`${styles.small} ${styles.muted} ${className ?? ''}`}
    >
      <span>since {formatMoment(instant, now)}</span>{' '}
      <span>{formatAge(instant, now)}</span>
    </time>
  ) : null;
}
