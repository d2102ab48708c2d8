import {
  OperationsCount,
  OperationsProcess,
} from '@tieline/plugin-integrations-common/telemetry';
import { formatAge, formatInstant, formatMoment } from '../shared/format';
import { Card } from '../shared/Frame';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';
import { CountValue } from './CountValue';
import { CsvButton } from './CsvButton';
import styles from './operations.module.css';

interface Row {
  /** `requests` as a whole, or the bad ones among `spans` and the like. */
  what: string;
  answer: string;
  reason: string;
  count: OperationsCount;
}

function rowsOf({ refused, rejected }: OperationsProcess): Row[] {
  const rows: Row[] = [
    ...refused.map(({ httpStatus, reason, count }) => ({
      what: 'requests',
      answer: String(httpStatus),
      reason,
      count,
    })),
    ...rejected.map(({ signal, reason, count }) => ({
      what: `items of ${signal}`,
      answer: '200, partial success',
      reason,
      count,
    })),
  ];
  return rows.sort(
    (left, right) =>
      right.count.recent - left.count.recent ||
      right.count.total - left.count.total,
  );
}

/** What was not taken and why, what goes on now first. */
export function TurnedAwayCard(props: {
  process: OperationsProcess;
  now: Date;
}) {
  const { process, now } = props;
  const rows = rowsOf(process);
  return (
    <Card
      title="Turned away"
      end={
        <CsvButton
          of="what was turned away"
          fileName="operations-turned-away.csv"
          isDisabled={rows.length === 0}
          rows={() =>
            rows.map(({ what, answer, reason, count }) => ({
              what,
              answer,
              reason,
              'since the start': count.total,
              lately: count.recent,
              last: count.lastAt,
            }))
          }
        />
      }
    >
      {rows.length === 0 ? (
        <p className={shared.cardBody}>
          Nothing was turned away since {formatMoment(process.startedAt, now)},
          when this process started.
        </p>
      ) : (
        <ScrollRegion label="Turned away by reason">
          <table className={`${shared.table} ${styles.wide}`}>
            <thead>
              <tr>
                <th scope="col">Reason</th>
                <th scope="col">What</th>
                <th scope="col">Answered</th>
                <th scope="col" className={shared.end}>
                  Last {process.recentMinutes} min
                </th>
                <th scope="col" className={shared.end}>
                  Since the start
                </th>
                <th scope="col" className={shared.end}>
                  Last seen
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ what, answer, reason, count }) => (
                <tr key={`${what} ${answer} ${reason}`}>
                  <th scope="row">{reason}</th>
                  <td>{what}</td>
                  <td>{answer}</td>
                  {(['recent', 'total'] as const).map(of => (
                    <td key={of} className={shared.end}>
                      <CountValue
                        name={`${reason}, ${what}`}
                        count={count}
                        of={of}
                        process={process}
                      />
                    </td>
                  ))}
                  <td className={`${shared.end} ${shared.noWrap}`}>
                    {count.lastAt ? (
                      <time
                        dateTime={count.lastAt}
                        title={formatInstant(count.lastAt)}
                      >
                        {formatAge(count.lastAt, now)} ago
                      </time>
                    ) : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </Card>
  );
}
