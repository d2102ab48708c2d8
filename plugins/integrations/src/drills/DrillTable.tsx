import { Drill } from '@tieline/plugin-integrations-common/governance';
import { IntegrationLink } from '../shared/EntityLink';
import { formatInstant, formatMoment } from '../shared/format';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';
import { useIsNarrow } from '../shared/useIsNarrow';
import { drillButtonId } from './drillButtonId';
import { DrillLabel } from './DrillLabel';
import { isFromPipeline, minutesWords } from './drillWords';
import styles from './drills.module.css';

interface RowProps {
  drill: Drill;
  now: Date;
  isOpened: boolean;
  onOpen: (id: string) => void;
}

function FailureMode(props: RowProps) {
  const { drill, isOpened, onOpen } = props;
  return (
    <button
      id={drillButtonId(drill.id)}
      type="button"
      className={shared.nameButton}
      aria-expanded={isOpened}
      onClick={() => onOpen(drill.id)}
    >
      {drill.failureModeTitle}
    </button>
  );
}

function When({ drill, now }: RowProps) {
  const at = drill.heldAt ?? drill.from;
  return (
    <time dateTime={at} title={formatInstant(at)} className={shared.noWrap}>
      {formatMoment(at, now)}
    </time>
  );
}

function recoveredWords({ state, minutesToRecover }: Drill): string {
  if (state !== 'done') {
    return '';
  }
  return minutesToRecover === undefined
    ? 'not measured'
    : minutesWords(minutesToRecover);
}

function findingsWords({ findings }: Drill): string {
  const open = findings.filter(({ state }) => state === 'open').length;
  if (!findings.length) {
    return '';
  }
  return open ? `${open} of ${findings.length} open` : 'all closed';
}

function Row(props: RowProps) {
  const { drill, isOpened } = props;
  return (
    <tr className={styles.row} data-open={isOpened || undefined}>
      <td>
        <DrillLabel drill={drill} />
      </td>
      <td>
        <When {...props} />
      </td>
      <td>
        <IntegrationLink
          integration={drill.integration}
          className={shared.link}
        />
      </td>
      <th scope="row">
        <FailureMode {...props} />
        {isFromPipeline(drill) ? (
          <span className={`${shared.small} ${shared.muted} ${shared.block}`}>
            fault test of a pipeline
          </span>
        ) : null}
      </th>
      <td>{drill.environment}</td>
      <td>{recoveredWords(drill)}</td>
      <td>{findingsWords(drill)}</td>
    </tr>
  );
}

function CardRow(props: RowProps) {
  const { drill, isOpened } = props;
  const recovered = recoveredWords(drill);
  const found = findingsWords(drill);
  return (
    <li className={styles.item} data-open={isOpened || undefined}>
      <div className={styles.between}>
        <DrillLabel drill={drill} />
        <When {...props} />
      </div>
      <div>
        <FailureMode {...props} />
        <span className={shared.block}>
          <IntegrationLink
            integration={drill.integration}
            className={shared.link}
          />
          , {drill.environment}
          {isFromPipeline(drill) ? ', fault test of a pipeline' : ''}
        </span>
      </div>
      {recovered || found ? (
        <p className={shared.small}>
          {recovered ? `recovered: ${recovered}` : ''}
          {recovered && found ? ', ' : ''}
          {found ? `findings: ${found}` : ''}
        </p>
      ) : null}
    </li>
  );
}

/** Drills as a table, and on a phone as cards. */
export function DrillTable(props: {
  drills: Drill[];
  now: Date;
  openId: string | null;
  onOpen: (id: string) => void;
}) {
  const { drills, now, openId, onOpen } = props;
  const isNarrow = useIsNarrow();
  const rowOf = (drill: Drill): RowProps => ({
    drill,
    now,
    isOpened: drill.id === openId,
    onOpen,
  });
  if (isNarrow) {
    return (
      <ul>
        {drills.map(drill => (
          <CardRow key={drill.id} {...rowOf(drill)} />
        ))}
      </ul>
    );
  }
  return (
    <ScrollRegion label="Drills">
      <table className={`${shared.table} ${styles.table}`}>
        <thead>
          <tr>
            <th scope="col">State</th>
            <th scope="col">When</th>
            <th scope="col">Integration</th>
            <th scope="col">Failure</th>
            <th scope="col">Environment</th>
            <th scope="col">Recovered in</th>
            <th scope="col">Findings</th>
          </tr>
        </thead>
        <tbody>
          {drills.map(drill => (
            <Row key={drill.id} {...rowOf(drill)} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
