import { BuildOrBuy } from '@tieline/plugin-integrations-common/governance';
import { CostBar } from '../decide/CostBar';
import { formatScore } from '../decide/decideWords';
import { ResultIcon } from '../shared/icons';
import shared from '../shared/shared.module.css';
import styles from './decisions.module.css';

type Option = BuildOrBuy['options'][number];

function Points(props: { title: string; points: string[]; isFor: boolean }) {
  const { title, points, isFor } = props;
  return points.length ? (
    <div>
      <h3 className={shared.small}>{title}</h3>
      <ul className={styles.points} data-for={isFor}>
        {points.map(point => (
          <li key={point}>
            <ResultIcon result={isFor ? 'pass' : 'fail'} />
            <span>{point}</span>
          </li>
        ))}
      </ul>
    </div>
  ) : null;
}

/** Building, buying, or both: what speaks for and against it, and what it costs. */
export function OptionCard(props: {
  option: Option;
  options: Option[];
  /** Where the scale of all costs ends. */
  end: number;
}) {
  const { option, options, end } = props;
  const { rank, title, score, speaksFor, speaksAgainst, reason } = option;
  const tied = options.find(one => one.id === option.nearTieWith);
  return (
    <li className={`${shared.card} ${styles.padding} ${styles.stack}`}>
      <div className={styles.between}>
        <h2>
          <span className={shared.muted}>{rank}</span> {title}
        </h2>
        <span className={shared.small}>{formatScore(score)} points</span>
      </div>
      {tied ? (
        <p>
          <span className={shared.tag}>near tie with {tied.title}</span>
        </p>
      ) : null}
      <p>{reason}</p>
      <div className={styles.plain}>
        <CostBar pattern={title} cost={option.cost} end={end} />
      </div>
      <Points title="Speaks for it" points={speaksFor} isFor />
      <Points title="Speaks against it" points={speaksAgainst} isFor={false} />
    </li>
  );
}
