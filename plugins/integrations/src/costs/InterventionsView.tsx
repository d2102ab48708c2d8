import { useApi } from '@backstage/core-plugin-api';
import { Intervention } from '@tieline/plugin-integrations-common/governance';
import { useState } from 'react';
import { integrationCostsApiRef } from '../apis';
import { CsvButton } from '../shared/CsvButton';
import { shortName } from '../shared/EntityLink';
import { ListPager } from '../shared/ListPager';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import { readAllPages } from '../shared/readAllPages';
import shared from '../shared/shared.module.css';
import { Address } from '../shared/useAddress';
import { useNow } from '../shared/useNow';
import { PAGE_SIZE } from './costsAddress';
import { InterventionTable } from './InterventionTable';
import { LogIntervention } from './LogIntervention';
import { countWords, minutesWords } from './runCostWords';
import { TakeBackInterventionDialog } from './TakeBackInterventionDialog';
import { toInterventionCsvRows } from './toInterventionCsvRows';
import { useInterventions } from './useCosts';
import styles from './costs.module.css';

function NoIntervention(props: { integrationRef: string | null }) {
  const { integrationRef } = props;
  return (
    <section className={`${shared.card} ${shared.empty}`}>
      <h2>
        {integrationRef
          ? `Nobody has logged anything for ${shortName(integrationRef)}`
          : 'Nobody has logged an intervention yet'}
      </h2>
      <p>
        That nothing is logged does not mean that nothing was done. Press{' '}
        <b className={shared.strong}>Log intervention…</b> on the Health tab of
        an integration, or on an alarm, whenever somebody replays, restarts,
        corrects or transfers something by hand: their time is part of what it
        costs.
      </p>
    </section>
  );
}

/** What people did by hand, the newest first. */
export function InterventionsView(props: { address: Address }) {
  const { values, change } = props.address;
  const api = useApi(integrationCostsApiRef);
  const now = useNow();
  const integrationRef = values.get('integration');
  const request = integrationRef ? { integration: [integrationRef] } : {};
  const query = useInterventions({
    ...request,
    limit: PAGE_SIZE,
    cursor: values.getAll('cursor').at(-1),
  });
  const [takingBack, setTakingBack] = useState<Intervention>();
  return (
    <div className={styles.stack}>
      <div className={styles.bar}>
        {integrationRef ? (
          <>
            <button
              type="button"
              className={shared.chip}
              aria-pressed
              onClick={() =>
                change({ integration: undefined, cursor: undefined })
              }
            >
              {shortName(integrationRef)}
              <span className={shared.muted}>×</span>
              <span className={shared.hidden}>show all</span>
            </button>
            <LogIntervention entityRef={integrationRef} />
          </>
        ) : null}
        <span className={styles.end}>
          <CsvButton
            name="interventions.csv"
            what="The interventions"
            read={async () =>
              toInterventionCsvRows(
                await readAllPages(page =>
                  api.listInterventions({ ...request, ...page }),
                ),
              )
            }
          />
        </span>
      </div>
      <QueryState
        what="The interventions"
        query={query}
        skeleton={
          <div className={shared.card}>
            <SkeletonRows rows={6} heightPx={40} />
          </div>
        }
      >
        {page =>
          page.items.length ? (
            <>
              <section
                className={`${shared.card} ${styles.totals}`}
                aria-label="All together"
              >
                <span className={styles.total}>
                  {minutesWords(page.totalMinutes)}
                </span>
                <span className={shared.muted}>
                  of people’s time in{' '}
                  {countWords(page.totalItems, 'intervention', 'interventions')}
                  , as far as somebody logged them
                </span>
              </section>
              <section
                className={shared.card}
                aria-label="Interventions"
                aria-busy={query.isPlaceholderData}
              >
                <InterventionTable
                  interventions={page.items}
                  now={now}
                  onTakeBack={setTakingBack}
                />
                <ListPager
                  address={props.address}
                  next={page.pageInfo.nextCursor}
                />
              </section>
            </>
          ) : (
            <NoIntervention integrationRef={integrationRef} />
          )
        }
      </QueryState>
      {takingBack ? (
        <TakeBackInterventionDialog
          intervention={takingBack}
          onClose={() => setTakingBack(undefined)}
        />
      ) : null}
    </div>
  );
}
