import { Button } from '@backstage/ui';
import { Operations } from '@tieline/plugin-integrations-common/telemetry';
import { EntityLink } from '../shared/EntityLink';
import {
  formatAge,
  formatCount,
  formatInstant,
  formatShare,
} from '../shared/format';
import { Card } from '../shared/Frame';
import { Measured } from '../shared/Measured';
import { ScrollRegion } from '../shared/ScrollRegion';
import { StatusIcon } from '../shared/icons';
import { Address } from '../shared/useAddress';
import shared from '../shared/shared.module.css';
import { CsvButton } from './CsvButton';
import styles from './operations.module.css';

/** How many stand there before somebody asks for the rest. */
const SHOWN = 10;

function Subject(props: { subject: string }) {
  return props.subject.startsWith('integration:') ? (
    <EntityLink entityRef={props.subject} />
  ) : (
    <>flows that nobody declared</>
  );
}

/** Which integrations have the most series, those past their limit first. */
export function SeriesLimitsCard(props: {
  operations: Operations;
  address: Address;
}) {
  const { operations, address } = props;
  const { cardinality, readAt } = operations;
  const { most, perIntegrationLimit } = cardinality;
  const showsAll = address.values.get('series') === 'all';
  const rows = showsAll ? most : most.slice(0, SHOWN);
  return (
    <Card
      title="Series"
      end={
        <div className={shared.actions}>
          <span className={`${shared.small} ${shared.muted}`}>
            {formatCount(cardinality.series)} of{' '}
            {formatCount(cardinality.limit)}, {formatCount(cardinality.flows)}{' '}
            of undeclared flows
          </span>
          <CsvButton
            of="the series"
            fileName="operations-series.csv"
            isDisabled={most.length === 0}
            rows={() =>
              most.map(({ subject, series, limit, overflowedAt }) => ({
                subject,
                series,
                limit,
                'overflowed last': overflowedAt,
              }))
            }
          />
        </div>
      }
    >
      {most.length === 0 ? (
        <p className={shared.cardBody}>
          No integration has a series yet. The first one appears with the first
          call that belongs to a declared integration.
        </p>
      ) : (
        <>
          <ScrollRegion label="Series by integration">
            <table className={`${shared.table} ${styles.series}`}>
              <thead>
                <tr>
                  <th scope="col">Integration</th>
                  <th scope="col" className={shared.end}>
                    Series
                  </th>
                  <th scope="col">Of {formatCount(perIntegrationLimit)}</th>
                  <th scope="col">Past the limit</th>
                </tr>
              </thead>
              <tbody>
                {rows.map(({ subject, series, limit, overflowedAt }) => (
                  <tr key={subject}>
                    <th scope="row">
                      <Subject subject={subject} />
                    </th>
                    <td className={shared.end}>
                      <Measured
                        name={`Series of ${subject}`}
                        evidence={{
                          value: formatCount(series),
                          source: 'the database, of all replicas',
                          time: formatInstant(readAt),
                        }}
                      >
                        {formatCount(series)}
                      </Measured>
                    </td>
                    <td>
                      <span className={styles.bar} aria-hidden="true">
                        <i
                          data-full={overflowedAt ? true : undefined}
                          style={{
                            width: `${Math.min(100, (series / limit) * 100)}%`,
                          }}
                        />
                      </span>{' '}
                      <span className={`${shared.small} ${shared.muted}`}>
                        {formatShare(series / limit)}
                      </span>
                    </td>
                    <td className={shared.noWrap}>
                      {overflowedAt ? (
                        <span className={`${shared.status} ${shared.degraded}`}>
                          <StatusIcon status="degraded" />
                          {formatAge(overflowedAt, new Date(readAt))} ago
                        </span>
                      ) : (
                        <span className={shared.muted}>no</span>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollRegion>
          {most.length > SHOWN ? (
            <div className={styles.more}>
              <Button
                size="small"
                variant="secondary"
                onPress={() =>
                  address.change({ series: showsAll ? undefined : 'all' })
                }
              >
                {showsAll
                  ? `Only the first ${SHOWN}`
                  : `Show ${most.length - SHOWN} more`}
              </Button>
            </div>
          ) : null}
        </>
      )}
    </Card>
  );
}
