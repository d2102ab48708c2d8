import { OperationsProcess } from '@tieline/plugin-integrations-common/telemetry';
import { CsvRow } from '../shared/downloadCsv';
import { formatAge, formatInstant } from '../shared/format';
import { Card } from '../shared/Frame';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';
import { CountValue } from './CountValue';
import { CsvButton } from './CsvButton';

const ITEMS = { traces: 'spans', metrics: 'points', logs: 'records' } as const;

function csvRows({ signals }: OperationsProcess): CsvRow[] {
  return signals.map(({ signal, requests, items, duplicates }) => ({
    signal,
    requests: requests.total,
    'requests lately': requests.recent,
    items: items.total,
    'items lately': items.recent,
    duplicates: duplicates.total,
    last: requests.lastAt,
  }));
}

/** What was accepted, signal by signal. */
export function TakenCard(props: { process: OperationsProcess; now: Date }) {
  const { process, now } = props;
  return (
    <Card
      title="Accepted"
      end={
        <CsvButton
          of="what was accepted"
          fileName="operations-accepted.csv"
          rows={() => csvRows(process)}
        />
      }
    >
      <ScrollRegion label="Accepted by signal">
        <table className={shared.table}>
          <thead>
            <tr>
              <th scope="col">Signal</th>
              <th scope="col" className={shared.end}>
                Requests
              </th>
              <th scope="col" className={shared.end}>
                Items
              </th>
              <th scope="col" className={shared.end}>
                Last {process.recentMinutes} min
              </th>
              <th scope="col" className={shared.end}>
                Duplicates
              </th>
              <th scope="col" className={shared.end}>
                Last seen
              </th>
            </tr>
          </thead>
          <tbody>
            {process.signals.map(({ signal, requests, items, duplicates }) => (
              <tr key={signal}>
                <th scope="row">
                  {signal}{' '}
                  <span className={`${shared.small} ${shared.muted}`}>
                    {ITEMS[signal]}
                  </span>
                </th>
                <td className={shared.end}>
                  <CountValue
                    name={`Requests with ${signal}`}
                    count={requests}
                    of="total"
                    process={process}
                  />
                </td>
                <td className={shared.end}>
                  <CountValue
                    name={`Items of ${signal}`}
                    count={items}
                    of="total"
                    process={process}
                  />
                </td>
                <td className={shared.end}>
                  <CountValue
                    name={`Items of ${signal} lately`}
                    count={items}
                    of="recent"
                    process={process}
                  />
                </td>
                <td className={shared.end}>
                  <CountValue
                    name={`Duplicates of ${signal}`}
                    count={duplicates}
                    of="total"
                    process={process}
                  />
                </td>
                <td className={`${shared.end} ${shared.noWrap}`}>
                  {requests.lastAt ? (
                    <time
                      dateTime={requests.lastAt}
                      title={formatInstant(requests.lastAt)}
                    >
                      {formatAge(requests.lastAt, now)} ago
                    </time>
                  ) : (
                    <span className={shared.muted}>none yet</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </Card>
  );
}
