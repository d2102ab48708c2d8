import { Reconsideration } from '@tieline/plugin-integrations-common/governance';
import { useState } from 'react';
import { IntegrationLink } from '../shared/EntityLink';
import { Owner } from '../shared/Owner';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';
import { useIsNarrow } from '../shared/useIsNarrow';
import { differenceWords } from './decisionWords';
import {
  Amount,
  DecideLink,
  Patterns,
  ReconsiderationProps,
  Why,
} from './ReconsiderationCells';
import { ReconsiderationDialog } from './ReconsiderationDialog';
import styles from './decisions.module.css';

function Row(props: ReconsiderationProps) {
  const { row } = props;
  return (
    <tr>
      <th scope="row">
        <IntegrationLink
          integration={row.integration}
          className={shared.link}
        />
        <span className={`${shared.small} ${shared.block}`}>
          <Owner ownerRef={row.integration.ownerRef} />
        </span>
        <DecideLink row={row} />
      </th>
      <td>
        <Patterns row={row} />
      </td>
      <td className={styles.words}>
        <Why row={row} />
      </td>
      <td className={shared.end}>
        <Amount {...props} title="today" range={row.costToday} />
      </td>
      <td className={shared.end}>
        <Amount {...props} title="recommended" range={row.costRecommended} />
      </td>
      <td className={shared.end}>
        <Amount {...props} title="moving" range={row.costOfMoving} />
      </td>
      <td className={shared.end}>
        <Amount {...props} title="difference" range={row.difference} />
      </td>
    </tr>
  );
}

function CardRow(props: ReconsiderationProps) {
  const { row, currency } = props;
  return (
    <li className={styles.item}>
      <div className={styles.between}>
        <IntegrationLink
          integration={row.integration}
          className={shared.link}
        />
        <DecideLink row={row} />
      </div>
      <p>
        <Patterns row={row} />
      </p>
      <Why row={row} />
      {row.difference && row.difference.low !== row.difference.high ? (
        <p>{differenceWords(row.difference, currency)}</p>
      ) : null}
      <dl className={styles.facts}>
        {(
          [
            ['today', row.costToday],
            ['recommended', row.costRecommended],
            ['moving', row.costOfMoving],
            ['difference', row.difference],
          ] as const
        ).map(([title, range]) => (
          <div key={title} className={styles.fact}>
            <dt>{title}</dt>
            <dd>
              <Amount {...props} title={title} range={range} />
            </dd>
          </div>
        ))}
      </dl>
    </li>
  );
}

/** What was compared as a table, the greatest saving first; on a phone as cards. */
export function ReconsiderationTable(props: {
  rows: Reconsideration[];
  currency: string;
}) {
  const { rows, currency } = props;
  const isNarrow = useIsNarrow();
  const [explained, setExplained] = useState<Reconsideration>();
  const rowOf = (
    row: Reconsideration,
  ): ReconsiderationProps & { key: string } => ({
    key: row.integration.entityRef,
    row,
    currency,
    onExplain: setExplained,
  });
  return (
    <>
      {isNarrow ? (
        <ul>
          {rows.map(row => {
            const { key, ...rest } = rowOf(row);
            return <CardRow key={key} {...rest} />;
          })}
        </ul>
      ) : (
        <ScrollRegion label="Today and recommended, as a table">
          <table className={`${shared.table} ${styles.wide}`}>
            <thead>
              <tr>
                <th scope="col">Integration</th>
                <th scope="col">Today → recommended</th>
                <th scope="col">Why</th>
                <th scope="col" className={shared.end}>
                  Today, 3 years
                </th>
                <th scope="col" className={shared.end}>
                  Recommended
                </th>
                <th scope="col" className={shared.end}>
                  Moving
                </th>
                <th scope="col" className={shared.end}>
                  Difference
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map(row => {
                const { key, ...rest } = rowOf(row);
                return <Row key={key} {...rest} />;
              })}
            </tbody>
          </table>
        </ScrollRegion>
      )}
      {explained ? (
        <ReconsiderationDialog
          row={explained}
          currency={currency}
          onClose={() => setExplained(undefined)}
        />
      ) : null}
    </>
  );
}
