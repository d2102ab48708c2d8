import {
  CostRange,
  Reconsideration,
} from '@tieline/plugin-integrations-common/governance';
import { useState } from 'react';
import { Warnings } from '../decide/Warnings';
import { IntegrationLink } from '../shared/EntityLink';
import { formatMoney, formatMoneyRange } from '../shared/formatMoney';
import { Owner } from '../shared/Owner';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';
import { useIsNarrow } from '../shared/useIsNarrow';
import {
  comparisonOf,
  differenceWords,
  missingWords,
  nameOf,
} from './decisionWords';
import { ReconsiderationDialog } from './ReconsiderationDialog';
import { useDecideHref } from './useDecideHref';
import { Link } from '@backstage/ui';
import styles from './decisions.module.css';

interface RowProps {
  row: Reconsideration;
  currency: string;
  onExplain: (row: Reconsideration) => void;
}

/** An amount at a glance, which opens into how it comes about. */
function Amount(
  props: RowProps & { title: string; range: CostRange | undefined },
) {
  const { row, currency, title, range, onExplain } = props;
  if (!range) {
    return <span className={shared.muted}>–</span>;
  }
  const text = formatMoneyRange(range, currency);
  return (
    <>
      <button
        type="button"
        className={shared.amount}
        aria-haspopup="dialog"
        aria-label={`${text}: ${title}, ${nameOf(row.integration)}`}
        onClick={() => onExplain(row)}
      >
        {text}
      </button>
      <span className={`${shared.small} ${shared.muted} ${shared.block}`}>
        expected {formatMoney(range.expected, currency)}
      </span>
    </>
  );
}

function Patterns({ row }: { row: Reconsideration }) {
  const comparison = comparisonOf(row);
  if (comparison === 'unknown') {
    return <>{row.pattern}</>;
  }
  if (comparison === 'same') {
    return <>{row.pattern}, as it is</>;
  }
  return (
    <>
      {row.pattern} → <b className={shared.strong}>{row.recommended}</b>
      {comparison === 'near-tie' ? (
        <>
          {' '}
          <span className={shared.tag}>near tie</span>
        </>
      ) : null}
    </>
  );
}

/** Why, what it warns of, and what nobody knows. */
function Why({ row }: { row: Reconsideration }) {
  const isUnknown = comparisonOf(row) === 'unknown';
  return (
    <div className={styles.stack}>
      {isUnknown ? (
        <p className={shared.muted}>{missingWords(row.missing)}</p>
      ) : (
        <p>{row.reason}</p>
      )}
      <Warnings warnings={row.warnings} />
    </div>
  );
}

function Decide({ row }: { row: Reconsideration }) {
  const href = useDecideHref()(row.integration);
  return href ? (
    <Link href={href} standalone className={`${shared.link} ${shared.small}`}>
      Decide…
      <span className={shared.hidden}> on {nameOf(row.integration)}</span>
    </Link>
  ) : null;
}

function Row(props: RowProps) {
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
        <Decide row={row} />
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

function CardRow(props: RowProps) {
  const { row, currency } = props;
  return (
    <li className={styles.item}>
      <div className={styles.between}>
        <IntegrationLink
          integration={row.integration}
          className={shared.link}
        />
        <Decide row={row} />
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
  const rowOf = (row: Reconsideration): RowProps & { key: string } => ({
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
