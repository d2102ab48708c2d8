import { PortfolioScorecard } from '@tieline/plugin-integrations-common/governance';
import { formatShare } from '../shared/format';
import { Unmeasured } from '../shared/Measured';
import sharedStyles from '../shared/shared.module.css';

/** How much of what there is has been declared: question 1 for the whole. */
function WholeInventory(props: { inventory: PortfolioScorecard['inventory'] }) {
  const { inventory } = props;
  if (!inventory) {
    return (
      <>
        Question 1 for the whole:{' '}
        <Unmeasured because="drift has not been read yet, or you may not see it" />
      </>
    );
  }
  const found = inventory.declared + inventory.undeclared;
  return (
    <>
      Question 1 for the whole: {inventory.declared} declared of {found} found
      {found > 0 ? ` (${formatShare(inventory.declared / found)})` : ''}.
    </>
  );
}

/** How to read the map, and the answer for the whole. */
export function PortfolioFoot(props: { portfolio: PortfolioScorecard }) {
  return (
    <p className={sharedStyles.foot}>
      In a group row: integrations answered yes of those to which the question
      applies; the dark part is yes, the red part not yet, the blue part waived,
      the empty part unmeasured. A number in a cell counts the checks behind it.{' '}
      <WholeInventory inventory={props.portfolio.inventory} />
    </p>
  );
}
