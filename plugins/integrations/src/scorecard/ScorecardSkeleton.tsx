import { Skeleton } from '@backstage/ui';
import sharedStyles from '../shared/shared.module.css';
import styles from './scorecard.module.css';

const cells = Array.from({ length: 8 }, (_, index) => index);
const rows = Array.from({ length: 12 }, (_, index) => index);

/** The heat map's shape while it is being read. */
export function ScorecardSkeleton() {
  return (
    <div role="status" aria-busy="true" className={styles.card}>
      <span className={sharedStyles.hidden}>Loading the scorecard</span>
      <div className={styles.heads} aria-hidden="true">
        <div className={styles.row}>
          <span className={styles.rowHead} />
        </div>
      </div>
      {rows.map(row => (
        <div
          key={row}
          aria-hidden="true"
          className={`${styles.row} ${styles.integration}`}
        >
          <div className={styles.rowHead}>
            <Skeleton width="80%" height={16} />
          </div>
          {cells.map(cell => (
            <div key={cell} className={styles.cell}>
              <Skeleton width="100%" height={32} />
            </div>
          ))}
          <div className={styles.scoreCell}>
            <Skeleton width={32} height={16} />
          </div>
        </div>
      ))}
    </div>
  );
}
