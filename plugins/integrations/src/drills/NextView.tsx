import { DrillSuggestion } from '@tieline/plugin-integrations-common/governance';
import { useState } from 'react';
import { IntegrationLink } from '../shared/EntityLink';
import { Owner } from '../shared/Owner';
import { useOwnerFilter } from '../shared/OwnerChoice';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import shared from '../shared/shared.module.css';
import { Address } from '../shared/useAddress';
import { useNow } from '../shared/useNow';
import { PAGE_SIZE, toSuggestionsRequest } from './drillsAddress';
import { mayManage } from './drillPermits';
import { nameOf } from './drillWords';
import { LastDrilled } from './LastDrilled';
import { NoDrill } from './NoDrill';
import { PlanDrill } from './PlanDrill';
import { useDrillSuggestions } from './useDrills';
import styles from './drills.module.css';

/** The others are a press away: nobody drills fifty failures next. */
const SHOWN = 15;

function withStop(reason: string): string {
  return /[.!?]$/.test(reason) ? reason : `${reason}.`;
}

function Suggestion(props: { suggestion: DrillSuggestion; now: Date }) {
  const { suggestion, now } = props;
  const { integration, failureMode, lastDrilledOn, reasons } = suggestion;
  return (
    <li className={styles.item}>
      <div className={styles.between}>
        <div className={styles.grow}>
          <h3 className={styles.name}>{failureMode.title}</h3>
          <p>
            <IntegrationLink
              integration={integration}
              className={shared.link}
            />
            , <Owner ownerRef={integration.ownerRef} />
          </p>
        </div>
        <p>
          last drilled: <LastDrilled on={lastDrilledOn} now={now} />
        </p>
        <PlanDrill
          isQuiet
          entityRef={integration.entityRef}
          failureModeId={failureMode.id}
          label={`${failureMode.title} of ${nameOf(integration)}`}
          permitted={mayManage(
            suggestion.mayManage,
            integration,
            'plan a drill of it',
          )}
        />
      </div>
      <p className={`${shared.small} ${shared.muted}`}>
        {reasons.map(withStop).join(' ')}
      </p>
    </li>
  );
}

/** What to drill next, the most needed first. */
export function NextView(props: { address: Address }) {
  const { address } = props;
  const now = useNow();
  const [isWhole, setIsWhole] = useState(false);
  const { owner, isKnown } = useOwnerFilter(address.values);
  const query = useDrillSuggestions(toSuggestionsRequest(owner), {
    enabled: isKnown,
  });
  return (
    <QueryState
      what="What to drill next"
      query={query}
      skeleton={
        <div className={shared.card}>
          <SkeletonRows rows={6} heightPx={96} />
        </div>
      }
    >
      {({ items }) =>
        items.length ? (
          <div className={shared.stack}>
            <p className={shared.muted}>
              {items.length === PAGE_SIZE
                ? `The ${PAGE_SIZE} most needed first. `
                : 'The most needed first. '}
              Longest not drilled, weighed by criticality and by how often it
              failed recently. What is planned already is left out.
            </p>
            <section className={shared.card} aria-label="To drill next">
              <h2 className={shared.hidden}>To drill next</h2>
              <ol>
                {items.slice(0, isWhole ? undefined : SHOWN).map(suggestion => (
                  <Suggestion
                    key={`${suggestion.integration.entityRef} ${suggestion.failureMode.id}`}
                    suggestion={suggestion}
                    now={now}
                  />
                ))}
              </ol>
              {items.length > SHOWN && !isWhole ? (
                <p className={shared.cardBody}>
                  <button
                    type="button"
                    className={shared.inlineButton}
                    onClick={() => setIsWhole(true)}
                  >
                    Show all {items.length}
                  </button>
                </p>
              ) : null}
            </section>
          </div>
        ) : (
          <NoDrill view="next" address={address} />
        )
      }
    </QueryState>
  );
}
