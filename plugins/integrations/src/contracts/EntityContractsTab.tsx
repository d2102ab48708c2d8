import { useEntity } from '@backstage/plugin-catalog-react';
import { TabFrame } from '../shared/Frame';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import shared from '../shared/shared.module.css';
import { FlowCard } from './FlowCard';
import { useIntegrationContracts } from './useContracts';

function TabContent() {
  const { metadata } = useEntity().entity;
  const query = useIntegrationContracts({
    namespace: metadata.namespace ?? 'default',
    name: metadata.name,
  });
  return (
    <QueryState
      what="The contracts of this integration"
      query={query}
      skeleton={
        <div className={shared.card}>
          <SkeletonRows rows={4} heightPx={72} />
        </div>
      }
    >
      {({ items }) =>
        items.length ? (
          <div className={shared.stack}>
            {items.map(flow => (
              <FlowCard key={`${flow.data} ${flow.direction}`} flow={flow} />
            ))}
          </div>
        ) : (
          <section className={`${shared.card} ${shared.empty}`}>
            <p>
              It declares no data flow. Add <code>spec.dataFlows</code> to its
              YAML: which data moves, in which direction, under which contract.
            </p>
          </section>
        )
      }
    </QueryState>
  );
}

/** One integration's data flows, each with the contract that it is under. */
export function EntityContractsTab() {
  return (
    <TabFrame>
      <TabContent />
    </TabFrame>
  );
}
