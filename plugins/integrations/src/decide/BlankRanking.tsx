import { EXAMPLE_ANSWERS } from './exampleAnswers';
import { Button } from '@backstage/ui';
import { PatternIcon } from '../shared/icons';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import shared from '../shared/shared.module.css';
import styles from './decide.module.css';
import { AnswerSheet } from './useAnswers';
import { useDecisionMatrix } from './useDecide';

/** What there is before the two answers that every ranking needs. */
export function BlankRanking(props: { sheet: AnswerSheet }) {
  const { sheet } = props;
  const query = useDecisionMatrix();
  const { interaction, volumePerDay } = sheet.profile;
  const open = [
    ...(interaction ? [] : ['how the two sides meet (Interaction)']),
    ...(volumePerDay === undefined
      ? ['how much there is a day (Volume now)']
      : []),
  ].join(' and ');
  return (
    <section className={shared.card} aria-label="Ranking">
      <div className={styles.blank}>
        <h2>Say {open}</h2>
        <p>
          That is enough for a ranking of all seven patterns; each further
          answer makes it sharper. What is not answered speaks for none.
        </p>
        {sheet.isBlank ? (
          <Button
            variant="secondary"
            className={shared.outlined}
            onPress={() => sheet.set(EXAMPLE_ANSWERS)}
          >
            Try an example
          </Button>
        ) : null}
      </div>
      <QueryState
        what="The decision matrix"
        query={query}
        skeleton={<SkeletonRows rows={7} heightPx={64} />}
      >
        {({ patterns }) => (
          <ul className={styles.patterns} aria-label="Patterns">
            {patterns.map(({ pattern, bestFor, costsYou }) => (
              <li key={pattern}>
                <h3>
                  <PatternIcon pattern={pattern} /> {pattern}
                </h3>
                <p>Best for: {bestFor}</p>
                <p className={shared.muted}>Costs you: {costsYou}</p>
              </li>
            ))}
          </ul>
        )}
      </QueryState>
    </section>
  );
}
