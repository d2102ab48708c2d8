import {
  formatDuration,
  formatMinute,
  formatRate,
  formatShare,
} from '../shared/format';
import { Unmeasured } from '../shared/Measured';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';
import { SeriesPoint } from './seriesPoints';
import styles from './health.module.css';

const COLUMNS: ReadonlyArray<{
  key: keyof Pick<
    SeriesPoint,
    | 'throughputPerMinute'
    | 'errorRate'
    | 'rejectionRate'
    | 'p50Ms'
    | 'p95Ms'
    | 'p99Ms'
  >;
  title: string;
  format: (value: number) => string;
}> = [
  {
    key: 'throughputPerMinute',
    title: 'Throughput',
    format: value => {
      const rate = formatRate(value);
      return `${rate.value}\u00a0${rate.unit}`;
    },
  },
  { key: 'errorRate', title: 'Errors', format: formatShare },
  { key: 'rejectionRate', title: 'Rejections', format: formatShare },
  { key: 'p50Ms', title: 'p50', format: formatDuration },
  { key: 'p95Ms', title: 'p95', format: formatDuration },
  { key: 'p99Ms', title: 'p99', format: formatDuration },
];

/** The charts' numbers as a table, newest first. */
export function SeriesTable(props: { points: SeriesPoint[] }) {
  return (
    <ScrollRegion className={styles.scrollTall} label="Indicators over time">
      <table className={shared.table}>
        <thead>
          <tr>
            <th scope="col">From</th>
            {COLUMNS.map(column => (
              <th key={column.key} scope="col" className={shared.end}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...props.points].reverse().map(point => (
            <tr key={point.at}>
              <th scope="row">{formatMinute(point.at)}</th>
              {COLUMNS.map(column => {
                const value = point[column.key];
                return (
                  <td key={column.key} className={shared.end}>
                    {value === null ? <Unmeasured /> : column.format(value)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
