import { Pattern } from '@tieline/plugin-integrations-common';
import { Recommendation } from '@tieline/plugin-integrations-common/governance';
import { CostBar } from '../decide/CostBar';
import { formatScore, isRuledOut } from '../decide/decideWords';
import { pricesWords } from '../shared/figureWords';
import { Card } from '../shared/Frame';
import { scaleEnd } from '../shared/formatMoney';
import shared from '../shared/shared.module.css';
import styles from './decisions.module.css';

/** All patterns as they were ranked when it was decided, their costs on one scale. */
export function RankingThen(props: {
  recommendation: Recommendation;
  chosen: Pattern;
}) {
  const { recommendation, chosen } = props;
  const { ranked, matrixVersion, prices } = recommendation;
  const end = scaleEnd(Math.max(...ranked.map(({ cost }) => cost.total.high)));
  return (
    <Card
      title="The ranking then"
      end={
        <span className={`${shared.small} ${shared.muted}`}>
          matrix {matrixVersion}
        </span>
      }
    >
      <ol aria-label="The ranking then">
        {ranked.map(one => (
          <li
            key={one.pattern}
            className={styles.ranked}
            data-chosen={one.pattern === chosen ? '' : undefined}
          >
            <div>
              <p className={shared.strong}>
                <span className={shared.muted}>{one.rank}</span> {one.pattern}{' '}
                {one.pattern === chosen ? (
                  <span className={shared.tag}>chosen</span>
                ) : null}
              </p>
              <p className={`${shared.small} ${shared.muted}`}>
                {formatScore(one.score)} points
                {isRuledOut(one) ? ', ruled out' : ''}. {one.reason}
              </p>
            </div>
            <div className={styles.plain}>
              <CostBar pattern={one.pattern} cost={one.cost} end={end} />
            </div>
          </li>
        ))}
      </ol>
      {prices.own < prices.total ? (
        <p className={`${shared.small} ${shared.muted} ${styles.padded}`}>
          Unit prices were examples. {pricesWords({ prices })}
        </p>
      ) : null}
    </Card>
  );
}
