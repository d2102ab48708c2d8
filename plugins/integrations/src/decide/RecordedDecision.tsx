import { Decision } from '@tieline/plugin-integrations-common/governance';
import { DecisionLink } from '../decisions/DecisionLink';
import { ActionDialog } from '../shared/ActionDialog';
import { formatDate } from '../shared/days';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import shared from '../shared/shared.module.css';
import { useNow } from '../shared/useNow';
import { Keepsakes } from './Keepsakes';
import { useDecision } from './useDecide';

/** That a decision is recorded, and what to take along of it. */
export function RecordedDecision(props: {
  decision: Decision;
  onClose: () => void;
}) {
  const { decision, onClose } = props;
  const now = useNow();
  const query = useDecision(decision.id);
  return (
    <ActionDialog title="The decision is recorded" onClose={onClose}>
      <p role="status">
        <b className={shared.strong}>{decision.title}</b>: {decision.pattern},
        number {decision.rank} of the ranking, decided on{' '}
        {formatDate(decision.decidedOn, now)}.{' '}
        <DecisionLink id={decision.id}>Open the decision</DecisionLink>
      </p>
      <QueryState
        what="The decision’s texts"
        query={query}
        skeleton={<SkeletonRows rows={2} heightPx={160} />}
      >
        {detail => <Keepsakes decision={detail} />}
      </QueryState>
    </ActionDialog>
  );
}
