import { ReactNode } from 'react';
import styles from './timeline.module.css';

function Entry(props: { mark: ReactNode; children: ReactNode }) {
  return (
    <li className={styles.legendEntry}>
      <span aria-hidden className={styles.legendMark}>
        {props.mark}
      </span>
      {props.children}
    </li>
  );
}

const segment = (look: string) => (
  <span className={`${styles.legendSegment} ${look}`} />
);

/** What the marks of the timeline mean. */
export function TimelineLegend() {
  return (
    <ul aria-label="Legend" className={styles.legend}>
      <Entry mark={segment(styles.active)}>active</Entry>
      <Entry mark={segment(styles.deprecated)}>deprecated</Entry>
      <Entry mark={segment(styles.past)}>past sunset</Entry>
      <Entry mark={<span className={styles.legendSunset} />}>sunset</Entry>
      <Entry
        mark={
          <>
            <span className={styles.legendRange} />
            <span className={styles.legendDiamond} />
          </>
        }
      >
        forecast of the last consumer, with range
      </Entry>
      <Entry mark={segment(styles.late)}>passes the sunset</Entry>
      <Entry mark={segment(`${styles.run} ${styles.still}`)}>in use</Entry>
      <Entry mark={segment(`${styles.run} ${styles.gone}`)}>has left</Entry>
      <Entry mark={segment(`${styles.run} ${styles.unnamed}`)}>
        nobody can be named
      </Entry>
      <Entry mark={<span className={styles.legendDashed} />}>
        declared, never seen
      </Entry>
    </ul>
  );
}
