import { DriftDetail } from '@tieline/plugin-integrations-common/telemetry';
import { useId, useState } from 'react';
import { DayBars } from '../health/DayBars';
import { formatCount, formatDay } from '../shared/format';
import { Segments } from '../shared/Segments';
import { useNow } from '../shared/useNow';
import shared from '../shared/shared.module.css';
import styles from './drift.module.css';

const DAYS = 30;
const DAY_MS = 86_400_000;

const VIEWS = [
  { id: 'chart', title: 'Chart' },
  { id: 'table', title: 'Table' },
] as const;

/** Calls by day, as bars or as a table. */
export function VolumePart(props: { days: DriftDetail['days'] }) {
  const { days } = props;
  const now = useNow();
  const headingId = useId();
  const [view, setView] = useState<'chart' | 'table'>('chart');
  if (days.length === 0) {
    return null;
  }
  return (
    <section className={styles.section} aria-labelledby={headingId}>
      <div className={styles.between}>
        <h3 id={headingId}>Calls by day</h3>
        <Segments
          label="Calls by day as"
          options={VIEWS}
          value={view}
          onChange={setView}
        />
      </div>
      {view === 'chart' ? (
        <div className={styles.bars}>
          <DayBars
            days={days}
            from={new Date(now.getTime() - (DAYS - 1) * DAY_MS).toISOString()}
            to={now.toISOString()}
          />
          <p className={`${shared.small} ${shared.muted}`}>
            Last {DAYS} days in UTC, at most{' '}
            {formatCount(Math.max(...days.map(({ calls }) => calls)))} a day
          </p>
        </div>
      ) : (
        <table className={shared.table}>
          <thead>
            <tr>
              <th scope="col">Day</th>
              <th scope="col" className={shared.end}>
                Calls
              </th>
              <th scope="col" className={shared.end}>
                Errors
              </th>
            </tr>
          </thead>
          <tbody>
            {[...days].reverse().map(({ date, calls, errors }) => (
              <tr key={date}>
                <th scope="row">{formatDay(date, now)}</th>
                <td className={shared.end}>{formatCount(calls)}</td>
                <td className={shared.end}>{formatCount(errors)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
