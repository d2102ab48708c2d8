import {
  ContractSummary,
  FlowContract,
} from '@tieline/plugin-integrations-common/contracts';
import { formatAge, formatInstant } from '../shared/format';
import { ResultIcon, StatusIcon } from '../shared/icons';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';
import { useNow } from '../shared/useNow';
import { ContractLink } from './ContractLink';
import styles from './contracts.module.css';

function Registered(props: {
  isRegistered: boolean;
  contract: ContractSummary;
}) {
  const { isRegistered, contract } = props;
  return isRegistered ? (
    <span className={`${shared.status} ${shared.pass}`}>
      <ResultIcon result="pass" />
      registered
    </span>
  ) : (
    <span className={shared.row}>
      <span className={`${shared.status} ${shared.degraded}`}>
        <StatusIcon status="degraded" />
        not registered
      </span>
      <ContractLink contract={contract} state={{ tab: 'check' }}>
        Publish it
      </ContractLink>
    </span>
  );
}

/** The versions that telemetry saw, against those that are registered. */
export function ObservedVersions(props: {
  flow: FlowContract;
  contract: ContractSummary;
}) {
  const { flow, contract } = props;
  const now = useNow();
  const observed = flow.observed ?? [];
  if (observed.length === 0) {
    return (
      <p className={`${styles.note} ${shared.small} ${shared.muted}`}>
        No version was seen in use in the last 30 days: its telemetry names
        none, or there is none.
      </p>
    );
  }
  return (
    <ScrollRegion label={`Versions of ${flow.data} seen in use`}>
      <table className={shared.table}>
        <caption className={shared.hidden}>
          Versions of {flow.data} seen in use in the last 30 days
        </caption>
        <thead>
          <tr>
            <th scope="col">Seen in use, last 30 days</th>
            <th scope="col">Calling service</th>
            <th scope="col">Last seen</th>
            <th scope="col">Registered</th>
          </tr>
        </thead>
        <tbody>
          {observed.map(({ version, consumer, lastSeenAt, registered }) => (
            <tr key={`${version} ${consumer}`}>
              <th scope="row">{version}</th>
              <td>
                {consumer ?? (
                  <span className={shared.unmeasured}>not told</span>
                )}
              </td>
              <td>
                <time dateTime={lastSeenAt} title={formatInstant(lastSeenAt)}>
                  {formatAge(lastSeenAt, now)} ago
                </time>
              </td>
              <td>
                <Registered isRegistered={registered} contract={contract} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
