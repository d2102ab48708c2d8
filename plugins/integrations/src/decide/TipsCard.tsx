import {
  Recommendation,
  Sensitivity,
} from '@tieline/plugin-integrations-common/governance';
import { useState } from 'react';
import shared from '../shared/shared.module.css';
import styles from './decide.module.css';
import { figureRangeWords } from '../shared/figureWords';
import { cheapestOf, tipWords } from './costWords';

/** What tips the choice is always shown; with what does not, so many. */
const SHOWN_TIPS = 5;

/** An assumption's range, where it is expected, and where it tips the choice. */
function RangeBar(props: { tip: Sensitivity }) {
  const { low, expected, high, flipsAt } = props.tip;
  const at = (value: number) =>
    `${Math.min(100, Math.max(0, (100 * (value - low)) / (high - low)))}%`;
  return (
    <div className={styles.tipBar} aria-hidden>
      <i
        className={styles.tipExpected}
        style={{ insetInlineStart: at(expected) }}
      />
      {flipsAt === undefined ? null : (
        <i
          className={styles.tipFlip}
          style={{ insetInlineStart: at(flipsAt) }}
        />
      )}
    </div>
  );
}

/** Which assumption alone makes another pattern the cheapest. */
export function TipsCard(props: { recommendation: Recommendation }) {
  const { sensitivities, ranked } = props.recommendation;
  const cheapest = cheapestOf(ranked);
  const [isWhole, setIsWhole] = useState(false);
  const tipping = sensitivities.filter(({ flipsAt }) => flipsAt !== undefined);
  const shown = isWhole
    ? sensitivities
    : sensitivities.slice(0, Math.max(SHOWN_TIPS, tipping.length));
  return (
    <section className={shared.card} aria-label="What tips the choice">
      <div className={shared.cardHead}>
        <h2>What tips the choice</h2>
        {cheapest ? (
          <span className={`${shared.small} ${shared.muted}`}>
            expected cheapest: {cheapest}
          </span>
        ) : null}
      </div>
      {sensitivities.length === 0 ? (
        <p className={shared.cardBody}>
          No assumption has a range, so none can tip it.
        </p>
      ) : (
        <ul className={styles.tips} aria-label="Assumptions">
          {shown.map(tip => (
            <li key={tip.inputId}>
              <div className={styles.between}>
                <span
                  className={
                    tip.flipsAt === undefined ? undefined : shared.strong
                  }
                >
                  {tip.title}
                </span>
                <span className={`${shared.small} ${shared.muted}`}>
                  {figureRangeWords(tip, tip.unit)}
                </span>
              </div>
              <RangeBar tip={tip} />
              <p
                className={`${shared.small} ${tip.flipsAt === undefined ? shared.muted : ''}`}
              >
                {tipWords(tip)}
              </p>
            </li>
          ))}
        </ul>
      )}
      {shown.length < sensitivities.length ? (
        <p className={shared.cardBody}>
          <button
            type="button"
            className={shared.inlineButton}
            onClick={() => setIsWhole(true)}
          >
            {sensitivities.length - shown.length} more
          </button>{' '}
          <span className={`${shared.small} ${shared.muted}`}>
            that do not tip it
          </span>
        </p>
      ) : null}
    </section>
  );
}
