import { RunCost } from '@tieline/plugin-integrations-common/governance';
import { formatMoney, formatMoneyRange } from '../shared/formatMoney';
import { Unmeasured } from '../shared/Measured';
import shared from '../shared/shared.module.css';
import { formatPerMessage, isMeasured, perMessageRange } from './runCostWords';

/** What an integration costs a month, with its range; it opens into its parts. */
export function PerMonthButton(props: { cost: RunCost; onOpen: () => void }) {
  const { cost, onOpen } = props;
  const { perMonth, currency, integration } = cost;
  const expected = formatMoney(perMonth.expected, currency);
  const range = formatMoneyRange(perMonth, currency);
  return (
    <>
      <button
        type="button"
        className={shared.amount}
        aria-haspopup="dialog"
        aria-label={`${expected} a month: how the cost of ${integration.title ?? integration.name} comes about`}
        onClick={onOpen}
      >
        {expected}
      </button>
      {range === expected ? null : (
        <span
          className={`${shared.small} ${shared.muted} ${shared.block} ${shared.noWrap}`}
        >
          {range}
        </span>
      )}
    </>
  );
}

/** What one message costs; a dashed word where nobody knows how many there were. */
export function PerMessage(props: {
  cost: Pick<RunCost, 'calls' | 'perMessage' | 'currency'>;
}) {
  const { cost } = props;
  const { perMessage, currency } = cost;
  if (perMessage) {
    return (
      <>
        <span className={shared.noWrap}>
          {formatPerMessage(perMessage.expected, currency)}
        </span>
        {perMessage.low === perMessage.high ? null : (
          <span
            className={`${shared.small} ${shared.muted} ${shared.block} ${shared.noWrap}`}
          >
            {perMessageRange(perMessage, currency)}
          </span>
        )}
      </>
    );
  }
  return isMeasured(cost) ? (
    <span className={shared.muted}>nothing went over it</span>
  ) : (
    <Unmeasured because="nobody measured how much went over it" />
  );
}
