import { ResultIcon } from '../shared/icons';
import { resultFor, stateWord } from '../shared/StatusLabel';
import styles from './scorecard.module.css';

const states = [
  'yes',
  'not-yet',
  'waived',
  'unmeasured',
  'not-applicable',
] as const;

/** What the cells' icons and fills mean. */
export function Legend() {
  return (
    <ul className={styles.legend} aria-label="Legend">
      {states.map(state => (
        <li key={state}>
          <span className={`${styles.key} ${styles[state]}`}>
            <ResultIcon result={resultFor(state)} />
          </span>
          {stateWord(state)}
        </li>
      ))}
    </ul>
  );
}
