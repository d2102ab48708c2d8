import {
  OperationsListener,
  OperationsProcess,
} from '@tieline/plugin-integrations-common/telemetry';
import { formatAge, formatCount, formatInstant } from '../shared/format';
import { Card } from '../shared/Frame';
import { StatusIcon } from '../shared/icons';
import shared from '../shared/shared.module.css';
import { Fact } from './StorageCards';
import styles from './operations.module.css';

function Listener(props: { listener: OperationsListener }) {
  const { state, host, port, message } = props.listener;
  const address = `${host}:${port}`;
  switch (state) {
    case 'listening':
      return (
        <span className={`${shared.status} ${shared.healthy}`}>
          <StatusIcon status="healthy" />
          listening on {address}
        </span>
      );
    case 'off':
      return <span className={shared.muted}>not configured</span>;
    default:
      return (
        <>
          <span className={`${shared.status} ${shared.degraded}`}>
            <StatusIcon status="degraded" />
            {state === 'port-taken'
              ? `${address} is taken by somebody else`
              : `${address} could not be opened`}
          </span>
          {message ? <p className={shared.muted}>{message}</p> : null}
        </>
      );
  }
}

/** The replica that answered: where it runs, its doors and its threads. */
export function ProcessCard(props: { process: OperationsProcess; now: Date }) {
  const { process, now } = props;
  const { workers } = process;
  return (
    <Card title="This process">
      <dl className={styles.facts}>
        <Fact term="Runs as">
          {process.processId} on {process.host}
        </Fact>
        <Fact term="Started">
          <time
            dateTime={process.startedAt}
            title={formatInstant(process.startedAt)}
          >
            {formatAge(process.startedAt, now)} ago
          </time>
        </Fact>
        <Fact term="OTLP’s own port">
          <Listener listener={process.listener} />
        </Fact>
        <Fact term="Threads">
          {workers?.threads ? (
            `${workers.busy} of ${workers.threads} busy, ${formatCount(workers.waiting)} ${workers.waiting === 1 ? 'body waits' : 'bodies wait'}`
          ) : (
            <span className={shared.muted}>none: no large body came yet</span>
          )}
        </Fact>
      </dl>
    </Card>
  );
}
