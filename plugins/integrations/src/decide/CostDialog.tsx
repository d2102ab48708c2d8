import { CostEstimate } from '@tieline/plugin-integrations-common/governance';
import { ActionDialog } from '../shared/ActionDialog';
import { CostParts } from '../shared/CostParts';

/** How a cost comes about: parts that add up, with formulas and inputs. */
export function CostDialog(props: {
  pattern: string;
  cost: CostEstimate;
  onClose: () => void;
}) {
  const { pattern, cost, onClose } = props;
  const { parts, total, currency, years } = cost;
  return (
    <ActionDialog
      title={`What ${pattern} costs in ${years} years`}
      onClose={onClose}
    >
      <CostParts parts={parts} total={total} currency={currency} />
    </ActionDialog>
  );
}
