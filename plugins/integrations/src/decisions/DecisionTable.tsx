import {
  Decision,
  Regret,
} from '@tieline/plugin-integrations-common/governance';
import { Publisher } from '../contracts/Publisher';
import { formatDate } from '../shared/days';
import { IntegrationLink, shortName } from '../shared/EntityLink';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';
import { useIsNarrow } from '../shared/useIsNarrow';
import { DecisionLink } from './DecisionLink';
import { isAgainstFirst, isCurrent } from './decisionWords';
import styles from './decisions.module.css';

interface RowProps {
  decision: Decision;
  regret: Regret | undefined;
  now: Date;
}

function Title({ decision }: RowProps) {
  return (
    <span className={shared.strong}>
      <DecisionLink id={decision.id}>{decision.title}</DecisionLink>
    </span>
  );
}

/** What it is about: an integration, or the ends of one that does not exist yet. */
function About({ decision }: { decision: Decision }) {
  const { integration, sourceRef, targetRefs } = decision;
  if (integration) {
    return (
      <IntegrationLink integration={integration} className={shared.link} />
    );
  }
  const ends = [
    sourceRef && `from ${shortName(sourceRef)}`,
    targetRefs?.length && `to ${targetRefs.map(shortName).join(', ')}`,
  ].filter(Boolean);
  return (
    <span className={shared.muted}>
      {ends.length ? `new, ${ends.join(' ')}` : 'none yet'}
    </span>
  );
}

/** What says that a decision is not what it was. */
function Badges({ decision, regret }: RowProps) {
  return (
    <span className={styles.badges}>
      {regret ? (
        <span className={styles.regret}>
          no longer holds
          {regret.state === 'acknowledged' ? ', acknowledged' : ''}
        </span>
      ) : null}
      {isCurrent(decision) ? null : (
        <span className={shared.tag}>superseded</span>
      )}
      {decision.source === 'catalog' ? (
        <span className={shared.tag}>from the catalog</span>
      ) : null}
    </span>
  );
}

function Recommended({ decision }: { decision: Decision }) {
  const { recommended, rank } = decision;
  return isAgainstFirst(decision) ? (
    <>
      <span className={styles.against}>against the first</span>{' '}
      <span className={shared.noWrap}>{recommended}</span>
      <span className={`${shared.small} ${shared.muted} ${shared.block}`}>
        number {rank} was chosen: {decision.reason}
      </span>
    </>
  ) : (
    <>the same</>
  );
}

function People({ decision }: { decision: Decision }) {
  return (
    <ul>
      {decision.people.map(ref => (
        <li key={ref}>
          <Publisher by={ref} />
        </li>
      ))}
    </ul>
  );
}

function Row(props: RowProps) {
  const { decision, now } = props;
  return (
    <tr data-over={isCurrent(decision) ? undefined : ''} className={styles.row}>
      <th scope="row">
        <Title {...props} />
        <Badges {...props} />
      </th>
      <td>
        <About decision={decision} />
      </td>
      <td className={shared.noWrap}>{decision.pattern}</td>
      <td className={styles.words}>
        <Recommended decision={decision} />
      </td>
      <td className={shared.end}>{decision.rank}</td>
      <td className={shared.noWrap}>{formatDate(decision.decidedOn, now)}</td>
      <td>
        <People decision={decision} />
      </td>
    </tr>
  );
}

function CardRow(props: RowProps) {
  const { decision, now } = props;
  return (
    <li
      className={`${styles.item} ${styles.row}`}
      data-over={isCurrent(decision) ? undefined : ''}
    >
      <div className={styles.between}>
        <Title {...props} />
        <span className={shared.noWrap}>
          {formatDate(decision.decidedOn, now)}
        </span>
      </div>
      <Badges {...props} />
      <About decision={decision} />
      <p>
        {decision.pattern}; recommended: <Recommended decision={decision} />
      </p>
      <People decision={decision} />
    </li>
  );
}

/** Recorded decisions as a table, and on a phone as cards. */
export function DecisionTable(props: {
  decisions: Decision[];
  /** What does not hold today. */
  regrets: Regret[];
  now: Date;
}) {
  const { decisions, regrets, now } = props;
  const isNarrow = useIsNarrow();
  const rowOf = (decision: Decision): RowProps => ({
    decision,
    regret: regrets.find(one => one.decision.id === decision.id),
    now,
  });
  if (isNarrow) {
    return (
      <ul>
        {decisions.map(decision => (
          <CardRow key={decision.id} {...rowOf(decision)} />
        ))}
      </ul>
    );
  }
  return (
    <ScrollRegion label="Recorded decisions, as a table">
      <table className={`${shared.table} ${styles.table}`}>
        <thead>
          <tr>
            <th scope="col">Decision</th>
            <th scope="col">Integration</th>
            <th scope="col">Chosen</th>
            <th scope="col">Recommended</th>
            <th scope="col" className={shared.end}>
              Rank
            </th>
            <th scope="col">Decided on</th>
            <th scope="col">By</th>
          </tr>
        </thead>
        <tbody>
          {decisions.map(decision => (
            <Row key={decision.id} {...rowOf(decision)} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
