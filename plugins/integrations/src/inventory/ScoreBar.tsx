import { Score } from '@tieline/plugin-integrations-common/governance';
import { Unmeasured } from '../shared/Measured';
import shared from '../shared/shared.module.css';
import styles from './inventory.module.css';

/** Questions answered yes of those that apply, with one box each. */
export function ScoreBar(props: { score?: Score }) {
  const { score } = props;
  if (!score || score.applicable === 0) {
    return <Unmeasured because="the checklist has not run on it yet" />;
  }
  return (
    <span
      title={`${score.yes} of ${score.applicable} questions that apply are answered yes`}
    >
      <span className={shared.noWrap}>
        <b className={shared.strong}>{score.yes}</b>
        <span className={shared.muted}>/{score.applicable}</span>
      </span>
      <span className={styles.boxes} aria-hidden="true">
        {Array.from({ length: score.applicable }, (_, index) => (
          <i key={index} className={index < score.yes ? styles.filled : ''} />
        ))}
      </span>
    </span>
  );
}
