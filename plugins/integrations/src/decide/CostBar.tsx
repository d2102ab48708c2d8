import { CostEstimate } from '@tieline/plugin-integrations-common/governance';
import { useState } from 'react';
import { RangeBar } from '../shared/RangeBar';
import shared from '../shared/shared.module.css';
import { CostDialog } from './CostDialog';
import styles from './decide.module.css';
import { formatMoney, formatMoneyRange } from '../shared/formatMoney';

/** What a pattern costs, as a range on the scale of all, which opens into its formula. */
export function CostBar(props: {
  pattern: string;
  cost: CostEstimate;
  /** Where the scale of all patterns ends. */
  end: number;
}) {
  const { pattern, cost, end } = props;
  const { total, currency, years } = cost;
  const [isOpen, setIsOpen] = useState(false);
  const range = formatMoneyRange(total, currency);
  const expected = formatMoney(total.expected, currency);
  return (
    <div className={styles.cost}>
      <div className={styles.between}>
        <span className={`${shared.small} ${shared.muted}`}>{years} years</span>
        <button
          type="button"
          className={shared.amount}
          aria-haspopup="dialog"
          aria-label={`${range}: how the cost of ${pattern} comes about`}
          onClick={() => setIsOpen(true)}
        >
          {range}
        </button>
      </div>
      <RangeBar
        label={`${years}-year cost of ${pattern}: ${range}, expected ${expected}`}
        range={total}
        end={end}
      />
      <div className={`${styles.between} ${shared.small} ${shared.muted}`}>
        <span>0</span>
        <span>expected {expected}</span>
        <span>{formatMoney(end, currency)}</span>
      </div>
      {isOpen ? (
        <CostDialog
          pattern={pattern}
          cost={cost}
          onClose={() => setIsOpen(false)}
        />
      ) : null}
    </div>
  );
}
