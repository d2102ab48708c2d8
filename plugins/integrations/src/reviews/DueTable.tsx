import { DueReview } from '@tieline/plugin-integrations-common/governance';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';
import { useIsNarrow } from '../shared/useIsNarrow';
import { DueOn, DueSubject, EarlyReasons, LastReview } from './DueCells';
import { groupDue } from './groupDue';
import { cadenceWords } from './reviewWords';
import { StartReview } from './StartReview';
import styles from './reviews.module.css';

interface RowProps {
  due: DueReview;
  now: Date;
}

const keyOf = (due: DueReview) => due.integration?.entityRef ?? 'portfolio';

function Row(props: RowProps) {
  const { due, now } = props;
  return (
    <tr>
      <th scope="row">
        <DueSubject due={due} />
      </th>
      <td>
        <DueOn due={due} now={now} />
      </td>
      <td className={styles.words}>
        {cadenceWords(due)}
        <EarlyReasons due={due} now={now} />
      </td>
      <td>
        <LastReview due={due} now={now} />
      </td>
      <td className={shared.end}>
        <StartReview due={due} isQuiet />
      </td>
    </tr>
  );
}

function CardRow(props: RowProps) {
  const { due, now } = props;
  return (
    <li className={styles.item}>
      <div className={styles.between}>
        <div>
          <DueSubject due={due} />
        </div>
        <div>
          <DueOn due={due} now={now} />
        </div>
      </div>
      <p className={shared.small}>
        {cadenceWords(due)}, last: <LastReview due={due} now={now} />
      </p>
      <EarlyReasons due={due} now={now} />
      <div>
        <StartReview due={due} />
      </div>
    </li>
  );
}

/** What is to be reviewed, under the heading of its urgency or month; on a phone as cards. */
export function DueTable(props: { items: readonly DueReview[]; now: Date }) {
  const { items, now } = props;
  const isNarrow = useIsNarrow();
  const groups = groupDue(items);
  if (isNarrow) {
    return (
      <>
        {groups.map(group => (
          <section key={group.title} aria-label={group.title}>
            <h2 className={styles.groupTitle}>{group.title}</h2>
            <ul>
              {group.items.map(due => (
                <CardRow key={keyOf(due)} due={due} now={now} />
              ))}
            </ul>
          </section>
        ))}
      </>
    );
  }
  return (
    <ScrollRegion label="To review">
      <table className={`${shared.table} ${styles.dueTable}`}>
        <thead>
          <tr>
            <th scope="col">Integration</th>
            <th scope="col">Due</th>
            <th scope="col">Cadence</th>
            <th scope="col">Last review</th>
            <th scope="col" className={shared.end}>
              Review
            </th>
          </tr>
        </thead>
        {groups.map(group => (
          <tbody key={group.title}>
            <tr className={styles.group}>
              <th scope="rowgroup" colSpan={5}>
                {group.title}{' '}
                <span className={shared.muted}>{group.items.length}</span>
              </th>
            </tr>
            {group.items.map(due => (
              <Row key={keyOf(due)} due={due} now={now} />
            ))}
          </tbody>
        ))}
      </table>
    </ScrollRegion>
  );
}
