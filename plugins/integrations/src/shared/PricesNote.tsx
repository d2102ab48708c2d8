import { ReactNode, useState } from 'react';
import styles from './cost.module.css';
import { Priced, pricesWords } from './figureWords';
import { PricesDialog } from './PricesDialog';
import shared from './shared.module.css';

/** That prices are examples, for as long as any of them is. */
export function PricesNote(props: { of: Priced; children?: ReactNode }) {
  const { of, children } = props;
  const { total, own } = of.prices;
  const [isOpen, setIsOpen] = useState(false);
  return (
    <div className={styles.examples} role="note" aria-label="Unit prices">
      <p>
        {own < total ? (
          <>
            <b className={shared.strong}>Unit prices are examples.</b>{' '}
            {pricesWords(of)} <code>docs/costs.md</code> says how to enter
            yours.
          </>
        ) : (
          <>All {total} unit prices are your organisation’s own.</>
        )}{' '}
        {children}
      </p>
      <button
        type="button"
        className={shared.inlineButton}
        aria-haspopup="dialog"
        onClick={() => setIsOpen(true)}
      >
        All unit prices
      </button>
      {isOpen ? <PricesDialog onClose={() => setIsOpen(false)} /> : null}
    </div>
  );
}
