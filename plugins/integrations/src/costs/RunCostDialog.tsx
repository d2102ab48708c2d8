import { RunCost } from '@tieline/plugin-integrations-common/governance';
import { Link } from '@backstage/ui';
import { ActionDialog } from '../shared/ActionDialog';
import { CostParts } from '../shared/CostParts';
import { IntegrationLink } from '../shared/EntityLink';
import { formatInstant } from '../shared/format';
import { Unmeasured } from '../shared/Measured';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import shared from '../shared/shared.module.css';
import { PerMessage } from './CostValue';
import { countWords, minutesWords, missingWords } from './runCostWords';
import { useCostsHref } from './useCostsHref';
import { useRunCost } from './useCosts';
import styles from './costs.module.css';

function Facts(props: { cost: RunCost }) {
  const { cost } = props;
  const { integration, calls, callsSource, interventions, from, to } = cost;
  const href = useCostsHref()({
    view: 'interventions',
    integration: integration.entityRef,
  });
  return (
    <dl className={styles.facts}>
      <dt>Integration</dt>
      <dd>
        <IntegrationLink integration={integration} className={shared.link} />
      </dd>
      <dt>Went over it</dt>
      <dd>
        {calls === null ? (
          <Unmeasured because="nobody measured how much went over it" />
        ) : (
          <>
            {countWords(
              calls,
              'call, message or record',
              'calls, messages or records',
            )}
            {callsSource ? (
              <span className={shared.muted}>, from {callsSource}</span>
            ) : null}
          </>
        )}
      </dd>
      <dt>Per message</dt>
      <dd>
        <PerMessage cost={cost} />
      </dd>
      <dt>By hand</dt>
      <dd>
        {interventions.count
          ? `${countWords(interventions.count, 'intervention', 'interventions')}, ${minutesWords(interventions.minutes)}`
          : 'nobody logged an intervention'}{' '}
        {href ? (
          <Link href={href} standalone className={shared.link}>
            See them
          </Link>
        ) : null}
      </dd>
      <dt>Counted</dt>
      <dd>
        {formatInstant(from)} to {formatInstant(to)}
      </dd>
    </dl>
  );
}

function Parts(props: { integration: { namespace: string; name: string } }) {
  const query = useRunCost(props.integration);
  return (
    <QueryState
      what="The cost"
      query={query}
      skeleton={<SkeletonRows rows={6} heightPx={40} />}
    >
      {cost => (
        <>
          {cost.unmeasured.length ? (
            <p className={styles.unknown}>{missingWords(cost.unmeasured)}</p>
          ) : null}
          <CostParts
            parts={cost.parts}
            total={cost.perMonth}
            currency={cost.currency}
          />
          <Facts cost={cost} />
        </>
      )}
    </QueryState>
  );
}

/** `integration:default/order-events`, `default/order-events`, `order-events` */
const NAMED = /^(?:integration:)?(?:([^/:\s]+)\/)?([^/:\s]+)$/i;

function readName(
  entityRef: string,
): { namespace: string; name: string } | undefined {
  const [, namespace = 'default', name] = NAMED.exec(entityRef) ?? [];
  return name ? { namespace, name } : undefined;
}

/** How the cost of an integration comes about: parts, formulas, inputs, and what is not in it. */
export function RunCostDialog(props: {
  /** As the address has it. */
  entityRef: string;
  onClose: () => void;
}) {
  const { entityRef, onClose } = props;
  const integration = readName(entityRef);
  return (
    <ActionDialog
      title={`What ${integration?.name ?? 'it'} costs a month`}
      onClose={onClose}
    >
      {integration ? (
        <Parts integration={integration} />
      ) : (
        <p>
          “{entityRef}” is no name of an integration. Close this and choose one
          of the list.
        </p>
      )}
    </ActionDialog>
  );
}
