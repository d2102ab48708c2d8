import { Pattern } from '@tieline/plugin-integrations-common';
import { Recommendation } from '@tieline/plugin-integrations-common/governance';
import shared from '../shared/shared.module.css';
import { Permitted } from '../shared/usePermitted';
import styles from './decide.module.css';
import { formatScore } from './decideWords';
import { scaleEnd } from '../shared/formatMoney';
import { PatternCard } from './PatternCard';
import { useMovingOrder } from './useMovingOrder';

/** All patterns, the first first, their costs on one scale. */
export function Ranking(props: {
  recommendation: Recommendation;
  isBusy: boolean;
  /** False while the ranking is not the one of the answers. */
  isChoosable: boolean;
  permitted: Permitted;
  onChoose: (pattern: Pattern) => void;
}) {
  const { recommendation, isBusy, isChoosable, permitted, onChoose } = props;
  const { ranked } = recommendation;
  const { cards, movedFrom, register } = useMovingOrder(ranked);
  const end = scaleEnd(Math.max(...ranked.map(({ cost }) => cost.total.high)));
  const [first] = ranked;
  return (
    <section aria-label="Ranking" aria-busy={isBusy}>
      <h2 className={shared.hidden}>Ranking</h2>
      <p role="status" className={shared.hidden}>
        First is {first.pattern}, {formatScore(first.score)} points.
      </p>
      <ol className={styles.cards} aria-label="Patterns, the first first">
        {cards.map(one => (
          <li
            key={one.pattern}
            ref={element => register(one.pattern, element)}
            data-pattern={one.pattern}
            data-rank={one.rank}
          >
            <PatternCard
              one={one}
              ranked={ranked}
              matrixVersion={recommendation.matrixVersion}
              movedFrom={movedFrom.get(one.pattern)}
              scaleEnd={end}
              permitted={permitted}
              isChoosable={isChoosable}
              onChoose={() => onChoose(one.pattern)}
            />
          </li>
        ))}
      </ol>
    </section>
  );
}
