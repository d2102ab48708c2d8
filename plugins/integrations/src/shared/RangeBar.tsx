import { CostRange } from '@tieline/plugin-integrations-common/governance';
import styles from './cost.module.css';

/** A range with what is expected in it, on a scale from 0. */
export function RangeBar(props: {
  /** The same in words. */
  label: string;
  range: CostRange;
  /** Where the scale ends; above 0. */
  end: number;
}) {
  const { label, range, end } = props;
  const at = (value: number) => `${(100 * value) / end}%`;
  return (
    <div className={styles.bar} role="img" aria-label={label}>
      <i
        className={styles.range}
        style={{
          insetInlineStart: at(range.low),
          width: at(range.high - range.low),
        }}
      />
      <i
        className={styles.expected}
        style={{ insetInlineStart: at(range.expected) }}
      />
    </div>
  );
}
