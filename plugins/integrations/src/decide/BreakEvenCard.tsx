import { Pattern, PATTERNS } from '@tieline/plugin-integrations-common';
import { Recommendation } from '@tieline/plugin-integrations-common/governance';
import { CsvButton } from '../shared/CsvButton';
import { Segments } from '../shared/Segments';
import shared from '../shared/shared.module.css';
import { Address } from '../shared/useAddress';
import { CurveChart } from './CurveChart';
import {
  drawnLines,
  LINE_LOOKS,
  toCurveCsvRows,
  toCurvePoints,
} from './curveLines';
import { CurveTable } from './CurveTable';
import styles from './decide.module.css';
import { breakEvenWords, cheapestOf } from './costWords';
import { isRuledOut } from './decideWords';

const LOOKS = [
  { id: 'chart', title: 'Chart' },
  { id: 'table', title: 'Table' },
] as const;

/** Which lines are drawn; each can be added and taken away. */
function Lines(props: { lines: Pattern[]; address: Address }) {
  const { lines, address } = props;
  return (
    <div className={styles.lines} role="group" aria-label="Patterns drawn">
      {PATTERNS.map(pattern => {
        const isDrawn = lines.includes(pattern);
        const { stroke, dash } = LINE_LOOKS[pattern];
        return (
          <button
            key={pattern}
            type="button"
            className={shared.chip}
            aria-pressed={isDrawn}
            // One of them stays: without any there is nothing to see.
            disabled={isDrawn && lines.length === 1}
            onClick={() =>
              address.change(
                {
                  lines: isDrawn
                    ? lines.filter(other => other !== pattern)
                    : [...lines, pattern],
                },
                { replace: true },
              )
            }
          >
            <svg width="24" height="8" aria-hidden>
              <line
                x1="0"
                x2="24"
                y1="4"
                y2="4"
                stroke={stroke}
                strokeWidth="2"
                strokeDasharray={dash}
              />
            </svg>
            {pattern}
          </button>
        );
      })}
    </div>
  );
}

/** From which volume on another pattern is the cheapest. */
export function BreakEvenCard(props: {
  recommendation: Recommendation;
  address: Address;
}) {
  const { recommendation, address } = props;
  const { curves, breakEvens, ranked } = recommendation;
  const { currency } = ranked[0].cost;
  const look = address.values.get('curves') === 'table' ? 'table' : 'chart';
  const lines = drawnLines(address.values.getAll('lines'), recommendation);
  const points = toCurvePoints(curves);
  const out = ranked.filter(isRuledOut).map(({ pattern }) => pattern);
  return (
    <section className={shared.card} aria-label="Break-even">
      <div className={shared.cardHead}>
        <h2>Break-even</h2>
        <span className={shared.actions}>
          <Segments
            label="Break-even as"
            options={LOOKS}
            value={look}
            onChange={id =>
              address.change(
                { curves: id === 'table' ? id : undefined },
                { replace: true },
              )
            }
          />
          <CsvButton
            name="cost-over-volume.csv"
            what="The cost over volume"
            read={async () => toCurveCsvRows(curves, currency)}
          />
        </span>
      </div>
      <div className={shared.cardBody}>
        <ul className={styles.words}>
          {breakEvens.map(one => (
            <li key={one.volumePerDay}>{breakEvenWords(one)}</li>
          ))}
          {breakEvens.length === 0 ? (
            <li>
              No break-even: {cheapestOf(ranked) ?? 'none'} is expected to be
              the cheapest at every volume looked at.
            </li>
          ) : null}
          {out.length ? (
            <li className={shared.muted}>
              Not among them, since ruled out: {out.join(', ')}.
            </li>
          ) : null}
        </ul>
        {look === 'table' ? (
          <CurveTable points={points} lines={lines} currency={currency} />
        ) : (
          <CurveChart
            recommendation={recommendation}
            points={points}
            lines={lines}
            currency={currency}
            first={ranked[0].pattern}
          />
        )}
        <Lines lines={lines} address={address} />
        <p className={`${shared.small} ${shared.muted}`}>
          Expected cost in {ranked[0].cost.years} years over the higher of
          volume now and in two years. Grey: how far a break-even moves with one
          price.
        </p>
      </div>
    </section>
  );
}
