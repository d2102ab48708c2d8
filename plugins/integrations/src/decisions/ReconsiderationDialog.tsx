import {
  CostRange,
  Reconsideration,
} from '@tieline/plugin-integrations-common/governance';
import { ActionDialog } from '../shared/ActionDialog';
import { CostParts } from '../shared/CostParts';
import { formatMoment } from '../shared/format';
import { formatExactMoney } from '../shared/formatMoney';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';
import { useNow } from '../shared/useNow';
import { nameOf } from './decisionWords';
import { useRankingToday } from './useDecisions';
import styles from './decisions.module.css';

function Line(props: {
  title: string;
  range: CostRange | undefined;
  currency: string;
  isSum?: boolean;
}) {
  const { title, range, currency, isSum } = props;
  return (
    <tr className={isSum ? shared.strong : undefined}>
      <th scope="row">{title}</th>
      {(['low', 'expected', 'high'] as const).map(end => (
        <td key={end} className={`${shared.end} ${shared.noWrap}`}>
          {range ? formatExactMoney(range[end], currency) : 'not known'}
        </td>
      ))}
    </tr>
  );
}

/** The parts of both costs, calculated now from what is known of the integration. */
function Parts(props: { row: Reconsideration }) {
  const { row } = props;
  const query = useRankingToday(row.integration);
  const { recommendation } = query.data ?? {};
  const patterns = [...new Set([row.pattern, row.recommended])];
  return (
    <QueryState
      what="How the costs come about"
      query={query}
      skeleton={<SkeletonRows rows={4} heightPx={48} />}
    >
      {() =>
        recommendation ? (
          patterns.map(pattern => {
            const ranked = recommendation.ranked.find(
              one => one.pattern === pattern,
            );
            return ranked ? (
              <section
                key={pattern}
                className={styles.stack}
                aria-label={`Cost of ${pattern}`}
              >
                <h3>
                  {pattern}, {ranked.cost.years} years
                </h3>
                <CostParts
                  parts={ranked.cost.parts}
                  total={ranked.cost.total}
                  currency={ranked.cost.currency}
                />
              </section>
            ) : null;
          })
        ) : (
          <p>Too little is known of it now to calculate its parts.</p>
        )
      }
    </QueryState>
  );
}

/** How a difference comes about: three costs that it is made of, and the formulas of each. */
export function ReconsiderationDialog(props: {
  row: Reconsideration;
  currency: string;
  onClose: () => void;
}) {
  const { row, currency, onClose } = props;
  const now = useNow();
  const isMove = row.recommended !== row.pattern;
  return (
    <ActionDialog
      title={
        isMove
          ? `What a move of ${nameOf(row.integration)} would save or cost`
          : `What ${nameOf(row.integration)} costs as it is`
      }
      onClose={onClose}
    >
      <ScrollRegion label="Costs of three years">
        <table className={shared.table}>
          <thead>
            <tr>
              <th scope="col">Three years</th>
              {['Lowest', 'Expected', 'Highest'].map(title => (
                <th key={title} scope="col" className={shared.end}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {isMove ? (
              <>
                <Line
                  title={`${row.recommended}, recommended`}
                  range={row.costRecommended}
                  currency={currency}
                />
                <Line
                  title={`Leaving ${row.pattern}, once`}
                  range={row.costOfMoving}
                  currency={currency}
                />
              </>
            ) : null}
            <Line
              title={`${row.pattern}, today`}
              range={row.costToday}
              currency={currency}
            />
            {isMove ? (
              <Line
                title="Difference"
                range={row.difference}
                currency={currency}
                isSum
              />
            ) : null}
          </tbody>
        </table>
      </ScrollRegion>
      <p className={`${shared.small} ${shared.muted}`}>
        {isMove
          ? 'Difference = recommended + leaving − today; what is negative is saved. '
          : ''}
        Of what is built, development and training are spent already, so today’s
        cost has neither. Compared {formatMoment(row.comparedAt, now)}; the
        formulas below are of building each anew, with what is known now.
      </p>
      <Parts row={row} />
    </ActionDialog>
  );
}
