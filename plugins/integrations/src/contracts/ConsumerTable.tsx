import { ContractConsumer } from '@tieline/plugin-integrations-common/contracts';
import { EntityLink } from '../shared/EntityLink';
import { formatAge, formatCount, formatInstant } from '../shared/format';
import { Measured } from '../shared/Measured';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';
import { useIsNarrow } from '../shared/useIsNarrow';
import { useNow } from '../shared/useNow';
import { IntegrationRefLink } from './IntegrationRefLink';
import styles from './contracts.module.css';

/** The versions that telemetry saw, each with its caller and when that was. */
function Seen(props: { consumer: ContractConsumer; now: Date }) {
  const { consumer, now } = props;
  if (consumer.versions.length === 0) {
    return (
      <span
        className={shared.unmeasured}
        title="Telemetry of the last 30 days tells no version"
      >
        none seen
      </span>
    );
  }
  return (
    <ul>
      {consumer.versions.map(({ version, consumer: by, lastSeenAt, calls }) => (
        <li key={`${version} ${by}`}>
          <b className={shared.strong}>{version}</b>
          {by ? ` by ${by}` : ''}
          <span className={`${shared.small} ${shared.muted} ${shared.block}`}>
            <time dateTime={lastSeenAt} title={formatInstant(lastSeenAt)}>
              {formatAge(lastSeenAt, now)} ago
            </time>
            {calls === undefined ? null : (
              <>
                ,{' '}
                <Measured
                  name={`Calls with ${version}`}
                  evidence={{
                    value: `${formatCount(calls)} calls in the last 30 days`,
                    source: 'telemetry, by the version that it tells',
                    time: `last seen ${formatInstant(lastSeenAt)}`,
                  }}
                >
                  {formatCount(calls)} calls
                </Measured>
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Owner(props: { consumer: ContractConsumer }) {
  const { ownerRef } = props.consumer;
  return ownerRef ? (
    <EntityLink entityRef={ownerRef} />
  ) : (
    <span className={shared.unmeasured}>no owner</span>
  );
}

/** Integrations with a data flow under the contract. */
export function ConsumerTable(props: {
  label: string;
  consumers: ContractConsumer[];
}) {
  const { label, consumers } = props;
  const now = useNow();
  const isNarrow = useIsNarrow();
  const keyOf = (consumer: ContractConsumer) =>
    `${consumer.integrationRef} ${consumer.data}`;
  if (isNarrow) {
    return (
      <ul aria-label={label}>
        {consumers.map(consumer => (
          <li key={keyOf(consumer)} className={styles.card}>
            <IntegrationRefLink
              entityRef={consumer.integrationRef}
              title={consumer.title}
            />
            <span className={`${shared.small} ${shared.muted}`}>
              {consumer.role} of {consumer.data}
              {consumer.criticality ? `, ${consumer.criticality}` : ''}
            </span>
            <Owner consumer={consumer} />
            <div>
              <Seen consumer={consumer} now={now} />
            </div>
          </li>
        ))}
      </ul>
    );
  }
  return (
    <ScrollRegion label={label}>
      <table className={shared.table}>
        <caption className={shared.hidden}>{label}</caption>
        <thead>
          <tr>
            <th scope="col">Integration</th>
            <th scope="col">Owner</th>
            <th scope="col">Data flow</th>
            <th scope="col">Role</th>
            <th scope="col">Criticality</th>
            <th scope="col">Versions seen in use, last 30 days</th>
          </tr>
        </thead>
        <tbody>
          {consumers.map(consumer => (
            <tr key={keyOf(consumer)}>
              <th scope="row">
                <IntegrationRefLink
                  entityRef={consumer.integrationRef}
                  title={consumer.title}
                />
              </th>
              <td>
                <Owner consumer={consumer} />
              </td>
              <td>{consumer.data}</td>
              <td>{consumer.role}</td>
              <td>
                {consumer.criticality ?? (
                  <span className={shared.unmeasured}>not set</span>
                )}
              </td>
              <td>
                <Seen consumer={consumer} now={now} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
