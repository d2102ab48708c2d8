import {
  ConsumerMatrix,
  MatrixRow,
} from '@tieline/plugin-integrations-common/contracts';
import { EntityLink } from '../shared/EntityLink';
import {
  formatAge,
  formatCount,
  formatInstant,
  formatShare,
} from '../shared/format';
import { DriftIcon } from '../shared/icons';
import { Measured } from '../shared/Measured';
import shared from '../shared/shared.module.css';
import { MatrixCell } from './matrixColumns';
import styles from './consumerMatrix.module.css';

/** Who uses it: a link where the catalog knows them. */
export function ConsumerName(props: { row: MatrixRow }) {
  const { name, entityRef, kind } = props.row;
  return (
    <>
      {entityRef ? <EntityLink entityRef={entityRef} name={name} /> : name}{' '}
      {kind === 'observed' || kind === 'unnamed' ? (
        <span className={`${shared.block} ${shared.small} ${shared.muted}`}>
          undeclared
        </span>
      ) : null}
    </>
  );
}

/** Whom to talk to. */
export function ConsumerOwner(props: { row: MatrixRow }) {
  const { ownerRef, kind } = props.row;
  if (ownerRef) {
    return <EntityLink entityRef={ownerRef} />;
  }
  return (
    <span className={shared.unmeasured}>
      {kind === 'unnamed' ? 'nobody named' : 'no owner'}
    </span>
  );
}

function Share(props: { cell: MatrixCell; usageReadAt?: string }) {
  const { share, version, callsPerDay } = props.cell;
  if (share === null) {
    return (
      <span
        className={shared.unmeasured}
        title="Telemetry tells that it was used, not how often"
      >
        share unmeasured
      </span>
    );
  }
  return (
    <span className={styles.share}>
      <Measured
        name={`Share of ${version}`}
        evidence={{
          value: `${formatShare(share)} of its calls`,
          source: 'telemetry, by the version that it tells',
          time: props.usageReadAt && `read ${formatInstant(props.usageReadAt)}`,
          note:
            callsPerDay === undefined
              ? undefined
              : `${formatCount(callsPerDay)} calls a day over the last 30 days`,
        }}
      >
        <b className={shared.strong}>{formatShare(share)}</b>
      </Measured>
      <span className={styles.bar} aria-hidden="true">
        <span style={{ width: `${Math.min(1, share) * 100}%` }} />
      </span>
    </span>
  );
}

function DriftBadge(props: { declaredVersion: string }) {
  return (
    <span
      className={`${shared.status} ${shared.small} ${shared.degraded}`}
      title="It uses another version than it declares"
    >
      <DriftIcon />
      declared {props.declaredVersion}
    </span>
  );
}

/** What somebody does with one version: how much, when last, and whether they said so. */
export function UseCell(props: {
  row: MatrixRow;
  version: string;
  matrix: ConsumerMatrix;
  now: Date;
}) {
  const { row, version, matrix, now } = props;
  const { declaredVersion, isMismatched } = row;
  const cell = row.cells.find(one => one.version === version);
  if (!cell) {
    return declaredVersion === version ? (
      <span className={shared.unmeasured}>declared, not seen</span>
    ) : (
      <>
        <span aria-hidden="true">–</span>
        <span className={shared.hidden}>not used</span>
      </>
    );
  }
  return (
    <>
      <Share cell={cell} usageReadAt={matrix.usageReadAt} />{' '}
      <time
        dateTime={cell.lastSeenAt}
        title={formatInstant(cell.lastSeenAt)}
        className={`${shared.block} ${shared.small} ${shared.muted}`}
      >
        {formatAge(cell.lastSeenAt, now)} ago
      </time>
      {isMismatched && declaredVersion && declaredVersion !== version ? (
        <DriftBadge declaredVersion={declaredVersion} />
      ) : null}
    </>
  );
}
