import { Recommendation } from '@tieline/plugin-integrations-common/governance';
import { useState } from 'react';
import shared from '../shared/shared.module.css';
import styles from './decide.module.css';
import { pricesWords } from './costWords';
import { PricesDialog } from './PricesDialog';

/** That prices are examples, for as long as any of them is. */
export function ExamplePrices(props: {
  recommendation: Pick<Recommendation, 'prices'>;
}) {
  const { recommendation } = props;
  const { total, own } = recommendation.prices;
  const [isOpen, setIsOpen] = useState(false);
  return (
    <div className={styles.examples} role="note" aria-label="Unit prices">
      <p>
        {own < total ? (
          <>
            <b className={shared.strong}>Unit prices are examples.</b>{' '}
            {pricesWords(recommendation)} <code>docs/costs.md</code> says how to
            enter yours.
          </>
        ) : (
          <>All {total} unit prices are your organisation’s own.</>
        )}{' '}
        Cost stands beside the score and is no part of it.
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
