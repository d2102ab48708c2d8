import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { EntityContentLayoutProps } from '@backstage/plugin-catalog-react/alpha';
import { Link } from '@backstage/ui';
import { readIntegration } from '@tieline/plugin-integrations-common';
import { EntityDecisionCard } from '../decisions/EntityDecisionCard';
import { EntityCostCard } from '../costs/EntityCostCard';
import { IntegrationRunbookCard } from '../drills/IntegrationRunbookCard';
import { EntityEndings } from '../deprecations/cards/EntityEndingsCard';
import { IntegrationEndCard } from '../deprecations/cards/IntegrationEndCard';
import { HealthHeader } from '../health/HealthHeader';
import { IntegrationReviewCard } from '../reviews/IntegrationReviewCard';
import { useIntegrationHref } from '../shared/EntityLink';
import { TabFrame } from '../shared/Frame';
import { useHealth } from '../shared/queries';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import { useNow } from '../shared/useNow';
import shared from '../shared/shared.module.css';
import { AboutCard } from './AboutCard';
import { DataFlowsCard, EndpointsCard, OperationsCard } from './SpecCards';
import { FindingsCard } from './FindingsCard';
import styles from './inventory.module.css';

function StatusSummary() {
  const { entity } = useEntity();
  const hrefOf = useIntegrationHref();
  const now = useNow();
  const query = useHealth({
    namespace: entity.metadata.namespace ?? 'default',
    name: entity.metadata.name,
  });
  return (
    <QueryState
      what="The health of this integration"
      query={query}
      skeleton={
        <div className={shared.card}>
          <SkeletonRows rows={1} heightPx={144} />
        </div>
      }
    >
      {health => (
        <div>
          <HealthHeader health={health} now={now} />
          <p className={shared.foot}>
            <Link
              href={hrefOf(
                stringifyEntityRef(entity).toLocaleLowerCase('en-US'),
                'health',
              )}
              standalone
              className={shared.link}
            >
              Charts, consumers and operations
            </Link>
          </p>
        </div>
      )}
    </QueryState>
  );
}

/**
 * What an Integration's own page opens with: how it is doing, what it is, and
 * what is wrong in its YAML. The catalog's larger cards follow.
 */
export function EntityOverview(props: EntityContentLayoutProps) {
  const { entity } = useEntity();
  const { spec, findings } = readIntegration(entity);
  return (
    <TabFrame>
      <div className={shared.stack}>
        <StatusSummary />
        <IntegrationEndCard lifecycle={spec.lifecycle} />
        <EntityEndings />
        <EntityDecisionCard pattern={spec.type} />
        <FindingsCard entity={entity} findings={findings} />
        <div className={styles.overview}>
          <div className={shared.stack}>
            <DataFlowsCard flows={spec.dataFlows ?? []} />
            <EndpointsCard endpoints={spec.endpoints ?? []} />
            <IntegrationReviewCard />
            <IntegrationRunbookCard />
          </div>
          <div className={shared.stack}>
            <AboutCard entity={entity} spec={spec} />
            <OperationsCard spec={spec} />
            <EntityCostCard />
          </div>
        </div>
        {props.cards
          .filter(card => card.type !== 'info')
          .map((card, index) => (
            <div key={index}>{card.element}</div>
          ))}
      </div>
    </TabFrame>
  );
}
