import { Button } from '@backstage/ui';
import { Regret } from '@tieline/plugin-integrations-common/governance';
import { IntegrationLink } from '../shared/EntityLink';
import { ListPager } from '../shared/ListPager';
import { Owner } from '../shared/Owner';
import { useOwnerFilter } from '../shared/OwnerChoice';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import shared from '../shared/shared.module.css';
import { Since } from '../shared/Since';
import { Address } from '../shared/useAddress';
import { useNow } from '../shared/useNow';
import { PAGE_SIZE, REGRET_STATES, toRegretsRequest } from './decisionsAddress';
import { DecisionLink } from './DecisionLink';
import { RegretFacts } from './RegretFacts';
import { RegretFilters } from './RegretFilters';
import { useRegrets } from './useDecisions';
import styles from './decisions.module.css';

function RegretItem(props: { regret: Regret; now: Date }) {
  const { regret, now } = props;
  const { integration, decision, state, since } = regret;
  return (
    <li
      className={styles.item}
      data-over={state === 'cleared' ? '' : undefined}
    >
      <div className={styles.between}>
        <h2>
          <IntegrationLink integration={integration} className={shared.link} />
        </h2>
        <span className={styles.badges}>
          <span className={state === 'open' ? styles.regret : shared.tag}>
            {REGRET_STATES.find(({ id }) => id === state)?.title}
          </span>
          <Since instant={since} now={now} />
        </span>
      </div>
      <p>
        <DecisionLink id={decision.id}>{decision.title}</DecisionLink>:{' '}
        {decision.pattern}. <Owner ownerRef={integration.ownerRef} />
      </p>
      <RegretFacts regret={regret} now={now} />
    </li>
  );
}

function NoRegret(props: { address: Address }) {
  const { values, change } = props.address;
  const isNarrowed =
    values.has('owner') || values.has('integration') || values.has('state');
  return (
    <section className={`${shared.card} ${shared.empty}`}>
      <h2>{isNarrowed ? 'None of these' : 'Every decision still holds'}</h2>
      {isNarrowed ? (
        <Button
          variant="secondary"
          className={shared.outlined}
          onPress={() =>
            change({
              owner: undefined,
              integration: undefined,
              state: undefined,
              cursor: undefined,
            })
          }
        >
          Clear filters
        </Button>
      ) : (
        <p>
          As far as it is measured: where volume, latency, consumers or cost
          leave what a decision assumed, it is listed here, and its owner is
          told.
        </p>
      )}
    </section>
  );
}

/** Decisions whose assumptions are not what is observed, the longest first. */
export function RegretsView(props: { address: Address }) {
  const { address } = props;
  const { values } = address;
  const now = useNow();
  const { owner, isKnown } = useOwnerFilter(values);
  const request = toRegretsRequest(values, owner);
  const query = useRegrets(
    { ...request, limit: PAGE_SIZE, cursor: values.getAll('cursor').at(-1) },
    { enabled: isKnown },
  );
  return (
    <>
      <RegretFilters address={address} request={request} />
      <QueryState
        what="What no longer holds"
        query={query}
        skeleton={
          <div className={shared.card}>
            <SkeletonRows rows={4} heightPx={144} />
          </div>
        }
      >
        {page =>
          page.items.length ? (
            <section
              className={shared.card}
              aria-label="Decisions that no longer hold"
              aria-busy={query.isPlaceholderData}
            >
              <ul>
                {page.items.map(regret => (
                  <RegretItem key={regret.id} regret={regret} now={now} />
                ))}
              </ul>
              <ListPager address={address} next={page.pageInfo.nextCursor} />
            </section>
          ) : (
            <NoRegret address={address} />
          )
        }
      </QueryState>
    </>
  );
}
