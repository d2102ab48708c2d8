import { QueryState, SkeletonRows } from '../shared/QueryState';
import shared from '../shared/shared.module.css';
import { Address } from '../shared/useAddress';
import { toFailureModesRequest } from './drillsAddress';
import { FailureModeItem } from './FailureModeItem';
import { NoDrill } from './NoDrill';
import { useFailureModes } from './useDrills';

/** How integrations fail, how to rehearse that, and what a runbook says of it. */
export function FailureModesView(props: { address: Address }) {
  const { address } = props;
  const query = useFailureModes(toFailureModesRequest(address.values));
  return (
    <QueryState
      what="The failure modes"
      query={query}
      skeleton={
        <div className={shared.card}>
          <SkeletonRows rows={6} heightPx={120} />
        </div>
      }
    >
      {({ items }) =>
        items.length ? (
          <section className={shared.card} aria-label="Failure modes">
            <h2 className={shared.hidden}>Failure modes</h2>
            <ul>
              {items.map(mode => (
                <FailureModeItem key={mode.id} mode={mode} />
              ))}
            </ul>
          </section>
        ) : (
          <NoDrill view="failure-modes" address={address} />
        )
      }
    </QueryState>
  );
}
