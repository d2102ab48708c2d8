import { BreakdownRow } from '@tieline/plugin-integrations-common/telemetry';
import { EntityLink } from '../shared/EntityLink';
import {
  formatAge,
  formatDuration,
  formatInstant,
  formatRate,
  formatShare,
} from '../shared/format';
import { Card } from '../shared/Frame';
import { callEvidence, Measured, Unmeasured } from '../shared/Measured';
import { StatusLabel } from '../shared/StatusLabel';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';

function Numbers(props: { row: BreakdownRow }) {
  const { calls } = props.row;
  const rate =
    calls.throughputPerMinute === null
      ? null
      : formatRate(calls.throughputPerMinute);
  const items = [
    { name: 'Throughput', text: rate && `${rate.value}\u00a0${rate.unit}` },
    {
      name: 'Errors',
      text: calls.errorRate === null ? null : formatShare(calls.errorRate),
    },
    {
      name: 'p95',
      text: calls.p95Ms === null ? null : formatDuration(calls.p95Ms),
    },
  ];
  return (
    <>
      {items.map(({ name, text }) => (
        <td key={name} className={shared.end}>
          {text ? (
            <Measured name={name} evidence={callEvidence(text, calls)}>
              {text}
            </Measured>
          ) : (
            <Unmeasured because={calls.unmeasuredBecause} />
          )}
        </td>
      ))}
    </>
  );
}

/** The share that each consumer or each operation has in an integration's health. */
export function BreakdownCard(props: {
  title: 'Consumers' | 'Operations';
  rows: BreakdownRow[];
  now: Date;
}) {
  const { title, rows, now } = props;
  const isConsumers = title === 'Consumers';
  if (rows.length === 0) {
    return null;
  }
  return (
    <Card
      title={title}
      end={
        isConsumers ? (
          <span className={`${shared.small} ${shared.muted}`}>
            {rows.length} seen, {rows.filter(row => row.declared).length}{' '}
            declared
          </span>
        ) : undefined
      }
    >
      <ScrollRegion label={title}>
        <table className={shared.table}>
          <caption className={shared.hidden}>{title}</caption>
          <thead>
            <tr>
              <th scope="col">Status</th>
              <th scope="col">{isConsumers ? 'Consumer' : 'Operation'}</th>
              <th scope="col">{isConsumers ? 'In the catalog' : 'Kind'}</th>
              <th scope="col" className={shared.end}>
                Throughput
              </th>
              <th scope="col" className={shared.end}>
                Errors
              </th>
              <th scope="col" className={shared.end}>
                p95
              </th>
              <th scope="col" className={shared.end}>
                Last seen
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(row => (
              <tr key={`${row.kind} ${row.name}`}>
                <td>
                  <StatusLabel status={row.status} />
                </td>
                <th
                  scope="row"
                  className={isConsumers ? undefined : shared.mono}
                >
                  {row.name}
                </th>
                <td>
                  {isConsumers && row.entityRef ? (
                    <>
                      <EntityLink entityRef={row.entityRef} />
                      {row.declared ? null : (
                        <>
                          {' '}
                          <span className={shared.unmeasured}>undeclared</span>
                        </>
                      )}
                    </>
                  ) : null}
                  {isConsumers && !row.entityRef ? (
                    <span className={shared.unmeasured}>
                      not in the catalog
                    </span>
                  ) : null}
                  {isConsumers ? null : row.kind}
                </td>
                <Numbers row={row} />
                <td className={shared.end}>
                  {row.lastSeenAt ? (
                    <time
                      dateTime={row.lastSeenAt}
                      title={formatInstant(row.lastSeenAt)}
                      className={shared.noWrap}
                    >
                      {formatAge(row.lastSeenAt, now)} ago
                    </time>
                  ) : (
                    '–'
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
