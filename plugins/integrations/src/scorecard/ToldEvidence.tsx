import { useApi } from '@backstage/core-plugin-api';
import {
  EvidencePage,
  IntegrationScorecard,
} from '@tieline/plugin-integrations-common/governance';
import { useEffect, useId, useRef, useState } from 'react';
import { integrationGovernanceApiRef } from '../apis';
import { Choice } from '../shared/Choice';
import { CsvButton } from '../shared/CsvButton';
import { ChevronDownIcon, ChevronRightIcon } from '../shared/icons';
import { PagerButtons } from '../shared/PagerButtons';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import { readAllPages } from '../shared/readAllPages';
import sharedStyles from '../shared/shared.module.css';
import { Address, AddressChanges, useAddress } from '../shared/useAddress';
import {
  EVIDENCE_TYPES,
  PAGE_SIZE,
  toEvidenceCsvRows,
  toRequest,
} from './toldRecords';
import { ToldTable } from './ToldTable';
import { useToldEvidence } from './useToldEvidence';
import styles from './evidence.module.css';

/** Stands in the address while the section is open. */
const OPEN = 'open';

/** What of it is shown; all of it in the address. */
function Filters(props: { address: Address }) {
  const { values, change } = props.address;
  const isCurrent = values.get('current') === 'true';
  const filter = (changes: AddressChanges) =>
    change({ ...changes, cursor: undefined }, { replace: true });
  return (
    <div role="search" aria-label="What was told" className={styles.toldBar}>
      <Choice
        label="Type"
        all="anything"
        options={EVIDENCE_TYPES}
        value={values.get('type')}
        onChange={type => filter({ type })}
      />
      <button
        type="button"
        className={sharedStyles.chip}
        aria-pressed={isCurrent}
        onClick={() => filter({ current: isCurrent ? undefined : 'true' })}
      >
        Only what counts now
      </button>
    </div>
  );
}

function Records(props: {
  page: EvidencePage;
  scorecard: IntegrationScorecard;
  address: Address;
  now: Date;
}) {
  const { page, scorecard, address, now } = props;
  const cursors = address.values.getAll('cursor');
  const next = page.pageInfo.nextCursor;
  if (page.items.length === 0) {
    return (
      <p className={styles.toldEmpty}>
        {Object.keys(toRequest(address.values)).length
          ? 'Nothing that was told fits these filters.'
          : 'Nobody has told anything of it yet. Pipelines push what they found with “tieline evidence push”; people attest beside a check.'}
      </p>
    );
  }
  return (
    <>
      <ToldTable records={page.items} outcomes={scorecard.outcomes} now={now} />
      <nav className={styles.toldPager} aria-label="Pages">
        <span className={sharedStyles.muted}>
          {cursors.length * PAGE_SIZE + 1}–
          {cursors.length * PAGE_SIZE + page.items.length} of {page.totalItems}
        </span>
        <PagerButtons address={address} cursors={cursors} next={next} />
      </nav>
    </>
  );
}

function Told(props: {
  scorecard: IntegrationScorecard;
  address: Address;
  now: Date;
}) {
  const { scorecard, address, now } = props;
  const { namespace, name } = scorecard.integration;
  const integration = { namespace, name };
  const api = useApi(integrationGovernanceApiRef);
  const request = toRequest(address.values);
  const query = useToldEvidence(integration, {
    ...request,
    limit: PAGE_SIZE,
    cursor: address.values.getAll('cursor').at(-1),
  });
  return (
    <>
      <div className={styles.toldHead}>
        <Filters address={address} />
        <CsvButton
          name={`evidence-${name}.csv`}
          what="What was told"
          read={async () =>
            toEvidenceCsvRows(
              await readAllPages(page =>
                api.listEvidence(integration, { ...request, ...page }),
              ),
            )
          }
        />
      </div>
      <QueryState
        what="What was told"
        query={query}
        skeleton={<SkeletonRows rows={3} heightPx={48} />}
      >
        {page => (
          <Records
            page={page}
            scorecard={scorecard}
            address={address}
            now={now}
          />
        )}
      </QueryState>
    </>
  );
}

/**
 * The history of what pipelines and people told of an integration, read only
 * when somebody opens it or follows a link to it.
 */
export function ToldEvidence(props: {
  scorecard: IntegrationScorecard;
  now: Date;
}) {
  const { scorecard, now } = props;
  const address = useAddress();
  const { values, change } = address;
  const isOpen = values.get('told') === OPEN;
  // Only who follows a link to it is brought there; who presses it is there.
  const [isTarget] = useState(isOpen);
  const section = useRef<HTMLElement>(null);
  const bodyId = useId();
  useEffect(() => {
    if (isTarget) {
      section.current?.scrollIntoView?.({ block: 'start' });
    }
  }, [isTarget]);
  return (
    <section ref={section} className={sharedStyles.card}>
      <h2>
        <button
          type="button"
          className={styles.questionToggle}
          aria-expanded={isOpen}
          aria-controls={isOpen ? bodyId : undefined}
          onClick={() =>
            change(
              isOpen
                ? {
                    told: undefined,
                    type: undefined,
                    current: undefined,
                    cursor: undefined,
                  }
                : { told: OPEN },
              { replace: true },
            )
          }
        >
          {isOpen ? <ChevronDownIcon /> : <ChevronRightIcon />}
          <span className={styles.questionTitle}>What was told</span>
          <span className={styles.answer}>
            <span className={sharedStyles.muted}>
              by pipelines and people, and what has superseded it
            </span>
          </span>
        </button>
      </h2>
      {isOpen ? (
        <div id={bodyId}>
          <Told scorecard={scorecard} address={address} now={now} />
        </div>
      ) : null}
    </section>
  );
}
