import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import { RunCost } from '@tieline/plugin-integrations-common/governance';
import { useState } from 'react';
import { Card } from '../shared/Frame';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import shared from '../shared/shared.module.css';
import { PerMessage, PerMonthButton } from './CostValue';
import { RunCostDialog } from './RunCostDialog';
import { countWords, minutesWords, missingWords } from './runCostWords';
import { useRunCost } from './useCosts';
import { useCostsHref } from './useCostsHref';
import styles from './costs.module.css';

/** Not for this reader, or nothing is known of it yet: nothing is missing here. */
function isElsewhere(error: unknown): boolean {
  const { statusCode } = (error ?? {}) as { statusCode?: number };
  return statusCode === 403 || statusCode === 404;
}

/** How many of the figures in it are examples, as long as any is. */
function exampleWords({ parts }: RunCost): string | undefined {
  const examples = new Set(
    parts.flatMap(({ inputs }) =>
      inputs.filter(({ source }) => source === 'example').map(({ id }) => id),
    ),
  );
  return examples.size
    ? `${countWords(examples.size, 'unit price in it is an example', 'unit prices in it are examples')}, so it is for comparing only.`
    : undefined;
}

function Facts(props: { cost: RunCost; onOpen: () => void }) {
  const { cost, onOpen } = props;
  const { integration, interventions, unmeasured } = cost;
  const hrefOf = useCostsHref();
  const list = hrefOf({ text: integration.name });
  const byHand = hrefOf({
    view: 'interventions',
    integration: integration.entityRef,
  });
  const examples = exampleWords(cost);
  return (
    <>
      <dl className={styles.facts}>
        <dt>A month</dt>
        <dd>
          <PerMonthButton cost={cost} onOpen={onOpen} />
        </dd>
        <dt>Per message</dt>
        <dd>
          <PerMessage cost={cost} />
        </dd>
        <dt>By hand</dt>
        <dd>
          {interventions.count ? (
            <>
              {countWords(interventions.count, 'intervention', 'interventions')}
              , {minutesWords(interventions.minutes)}
            </>
          ) : (
            <span className={shared.muted}>nobody logged anything</span>
          )}
        </dd>
      </dl>
      {unmeasured.length ? (
        <p className={styles.unknown}>{missingWords(unmeasured)}</p>
      ) : null}
      {examples ? (
        <p className={`${shared.small} ${shared.muted}`}>{examples}</p>
      ) : null}
      <p className={styles.amountLine}>
        {list ? (
          <Link href={list} standalone className={shared.link}>
            Beside the others
          </Link>
        ) : null}
        {byHand && interventions.count ? (
          <Link href={byHand} standalone className={shared.link}>
            What was done by hand
          </Link>
        ) : null}
      </p>
    </>
  );
}

/** What the integration of this page cost to run in the last 30 days. */
export function EntityCostCard() {
  const { entity } = useEntity();
  const [isOpen, setIsOpen] = useState(false);
  const query = useRunCost({
    namespace: entity.metadata.namespace ?? 'default',
    name: entity.metadata.name,
  });
  if (isElsewhere(query.error)) {
    return null;
  }
  return (
    <Card
      title="Run cost"
      end={
        <span className={`${shared.small} ${shared.muted}`}>last 30 days</span>
      }
    >
      <div className={styles.card}>
        <QueryState
          what="The cost of this integration"
          query={query}
          skeleton={<SkeletonRows rows={3} heightPx={32} />}
        >
          {cost => <Facts cost={cost} onOpen={() => setIsOpen(true)} />}
        </QueryState>
      </div>
      {isOpen ? (
        <RunCostDialog
          entityRef={stringifyEntityRef(entity).toLocaleLowerCase('en-US')}
          onClose={() => setIsOpen(false)}
        />
      ) : null}
    </Card>
  );
}
