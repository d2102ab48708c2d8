import { useApi } from '@backstage/core-plugin-api';
import { PATTERNS } from '@tieline/plugin-integrations-common';
import { integrationDecisionsApiRef } from '../apis';
import { AddressSearch } from '../shared/AddressSearch';
import { Choice } from '../shared/Choice';
import { CsvButton } from '../shared/CsvButton';
import { shortName } from '../shared/EntityLink';
import { ListPager } from '../shared/ListPager';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import { readAllPages } from '../shared/readAllPages';
import shared from '../shared/shared.module.css';
import { Address } from '../shared/useAddress';
import { useNow } from '../shared/useNow';
import {
  isFiltered,
  PAGE_SIZE,
  patternOf,
  toDecisionsRequest,
} from './decisionsAddress';
import { DecisionTable } from './DecisionTable';
import { NoDecision } from './NoDecision';
import { toDecisionCsvRows } from './toDecisionCsvRows';
import { useDecisions, useRegretsOf } from './useDecisions';
import styles from './decisions.module.css';

const PATTERN_OPTIONS = PATTERNS.map(id => ({ id, title: id }));

function Filters(props: { address: Address }) {
  const { address } = props;
  const { values, change } = address;
  const integration = values.get('integration');
  const api = useApi(integrationDecisionsApiRef);
  const request = toDecisionsRequest(values);
  return (
    <div className={styles.bar} role="search" aria-label="Filters">
      <AddressSearch
        className={styles.search}
        label="Search decisions"
        placeholder="Title or reason"
        address={address}
      />
      <Choice
        label="Pattern"
        all="any"
        options={PATTERN_OPTIONS}
        value={patternOf(values) ?? null}
        onChange={pattern => change({ pattern, cursor: undefined })}
      />
      {integration ? (
        <button
          type="button"
          className={shared.chip}
          aria-pressed
          onClick={() => change({ integration: undefined, cursor: undefined })}
        >
          {shortName(integration)}
          <span className={shared.muted}>×</span>
          <span className={shared.hidden}>show all</span>
        </button>
      ) : null}
      <span className={styles.end}>
        <CsvButton
          name="decisions.csv"
          what="The decisions"
          read={async () =>
            toDecisionCsvRows(
              await readAllPages(page =>
                api.listDecisions({ ...request, ...page }),
              ),
            )
          }
        />
      </span>
    </div>
  );
}

/** What was decided, the newest first. */
export function RecordedView(props: { address: Address }) {
  const { address } = props;
  const { values } = address;
  const now = useNow();
  const query = useDecisions({
    ...toDecisionsRequest(values),
    limit: PAGE_SIZE,
    cursor: values.getAll('cursor').at(-1),
  });
  const refs = (query.data?.items ?? []).flatMap(
    ({ integration }) => integration?.entityRef ?? [],
  );
  const regrets = useRegretsOf(refs);
  const isEmpty = query.data?.totalItems === 0 && !isFiltered(values);
  return (
    <>
      {isEmpty ? null : <Filters address={address} />}
      <QueryState
        what="The decisions"
        query={query}
        skeleton={
          <div className={shared.card}>
            <SkeletonRows rows={6} heightPx={64} />
          </div>
        }
      >
        {page =>
          page.items.length ? (
            <>
              {regrets.error && refs.length ? (
                <p role="alert" className={`${shared.small} ${styles.note}`}>
                  Which of them no longer hold could not be read:{' '}
                  {(regrets.error as Error).message}
                </p>
              ) : null}
              <section
                className={shared.card}
                aria-label="Recorded decisions"
                aria-busy={query.isPlaceholderData}
              >
                <DecisionTable
                  decisions={page.items}
                  regrets={refs.length ? (regrets.data?.items ?? []) : []}
                  now={now}
                />
                <ListPager address={address} next={page.pageInfo.nextCursor} />
              </section>
            </>
          ) : (
            <NoDecision address={address} />
          )
        }
      </QueryState>
    </>
  );
}
