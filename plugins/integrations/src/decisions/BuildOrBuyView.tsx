import { BuildOrBuy } from '@tieline/plugin-integrations-common/governance';
import { scaleEnd } from '../shared/formatMoney';
import { useOwnerFilter } from '../shared/OwnerChoice';
import { PricesNote } from '../shared/PricesNote';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import { Address } from '../shared/useAddress';
import { useRested } from '../shared/useRested';
import { OptionCard } from './OptionCard';
import { readPortfolioAnswers } from './portfolioAnswers';
import { PortfolioForm } from './PortfolioForm';
import { SplitLists } from './SplitLists';
import { useBuildOrBuy } from './useDecisions';
import styles from './decisions.module.css';

function Answer(props: { answer: BuildOrBuy; isBusy: boolean }) {
  const { answer, isBusy } = props;
  const { options } = answer;
  const end = scaleEnd(
    Math.max(0, ...options.map(({ cost }) => cost.total.high)),
  );
  return (
    <div className={styles.stack} aria-busy={isBusy}>
      <PricesNote of={answer} />
      <ol className={styles.options} aria-label="Ranked options">
        {options.map(option => (
          <OptionCard
            key={option.id}
            option={option}
            options={options}
            end={end}
          />
        ))}
      </ol>
      <SplitLists split={answer.split} />
    </div>
  );
}

/** Whether the portfolio is better built, bought, or both. */
export function BuildOrBuyView(props: { address: Address }) {
  const { address } = props;
  const { owner, isKnown } = useOwnerFilter(address.values);
  const answers = readPortfolioAnswers(address.values, owner);
  const query = useBuildOrBuy(useRested(isKnown ? answers.request : undefined));
  return (
    <div className={styles.stack}>
      <PortfolioForm
        address={address}
        answers={answers}
        known={query.data?.answers}
      />
      <QueryState
        what="Build or buy"
        query={query}
        skeleton={<SkeletonRows rows={3} heightPx={240} />}
      >
        {answer => <Answer answer={answer} isBusy={query.isPlaceholderData} />}
      </QueryState>
    </div>
  );
}
