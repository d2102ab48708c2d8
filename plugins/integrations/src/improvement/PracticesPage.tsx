import { useRouteRef } from '@backstage/frontend-plugin-api';
import { useApi } from '@backstage/core-plugin-api';
import { Button, ButtonLink } from '@backstage/ui';
import {
  ListPilotsRequest,
  Pilot,
} from '@tieline/plugin-integrations-common/governance';
import { integrationImprovementApiRef } from '../apis';
import { scorecardRouteRef } from '../routes';
import { AddressSearch } from '../shared/AddressSearch';
import { CsvButton } from '../shared/CsvButton';
import { EntityLink, IntegrationLink } from '../shared/EntityLink';
import { formatDay } from '../shared/format';
import { PageFrame, PageHead } from '../shared/Frame';
import { ListPager } from '../shared/ListPager';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import { readAllPages } from '../shared/readAllPages';
import shared from '../shared/shared.module.css';
import { Address, useAddress } from '../shared/useAddress';
import { useNow } from '../shared/useNow';
import { outcomeWord, yesWords } from './improvementWords';
import { PilotPanel } from './PilotPanel';
import { toPracticeCsvRows } from './toPracticeCsvRows';
import { usePilots } from './useImprovement';
import { useOpened } from './useOpened';
import styles from './improvement.module.css';

const PAGE_SIZE = 50;

function Practice(props: {
  pilot: Pilot;
  now: Date;
  isOpened: boolean;
  onOpen: (id: string) => void;
}) {
  const { pilot, now, isOpened, onOpen } = props;
  const { writeUp, ownerRef, endedAt } = pilot;
  return (
    <li className={styles.item} data-open={isOpened || undefined}>
      <div className={styles.between}>
        <button
          id={`pilot-${pilot.id}`}
          type="button"
          className={shared.nameButton}
          aria-expanded={isOpened}
          onClick={() => onOpen(pilot.id)}
        >
          {pilot.title}
        </button>
        {writeUp ? (
          <span className={shared.tag}>{outcomeWord(writeUp.outcome)}</span>
        ) : null}
      </div>
      <p>
        <IntegrationLink
          integration={pilot.integration}
          tab="scorecard"
          className={shared.link}
        />
        : {yesWords(pilot.baseline)} before, {yesWords(pilot.now)} after.
      </p>
      <p className={`${shared.small} ${shared.muted}`}>
        {ownerRef ? <EntityLink entityRef={ownerRef} /> : 'no owner'}
        {endedAt ? `, ${formatDay(endedAt, now)}` : ''}
      </p>
    </li>
  );
}

function NoPractice({ address }: { address: Address }) {
  const scorecard = useRouteRef(scorecardRouteRef);
  return (
    <section className={`${shared.card} ${shared.empty}`}>
      {address.values.get('text') ? (
        <>
          <h2>No practice with these words</h2>
          <Button
            variant="secondary"
            className={shared.outlined}
            onPress={() =>
              address.change({ text: undefined, cursor: undefined })
            }
          >
            Clear the search
          </Button>
        </>
      ) : (
        <>
          <h2>No practice yet</h2>
          <p>
            Start a pilot from one of the worst pain points of the scorecard,
            and write it up when it is done: what was done, what came of it,
            what others should do. It appears here.
          </p>
          {scorecard ? (
            <ButtonLink
              href={`${scorecard()}?view=improvement`}
              variant="secondary"
              className={shared.outlined}
            >
              See the pain points
            </ButtonLink>
          ) : null}
        </>
      )}
    </section>
  );
}

function Practices() {
  const api = useApi(integrationImprovementApiRef);
  const address = useAddress();
  const now = useNow();
  const { values } = address;
  const opened = useOpened('pilot', address);
  const text = values.get('text');
  const request: ListPilotsRequest = {
    state: ['closed'],
    ...(text && { text }),
  };
  const query = usePilots({
    ...request,
    limit: PAGE_SIZE,
    cursor: values.getAll('cursor').at(-1),
  });
  const hasNone = query.data?.totalItems === 0 && !text;
  return (
    <>
      <PageHead
        title="Practices"
        lead="What pilots taught: what was done, what came of it, and what others should do."
        actions={
          hasNone ? null : (
            <CsvButton
              name="practices.csv"
              what="The practices"
              read={async () =>
                toPracticeCsvRows(
                  await readAllPages(page =>
                    api.listPilots({ ...request, ...page }),
                  ),
                )
              }
            />
          )
        }
      />
      {hasNone ? null : (
        <AddressSearch
          label="Search practices"
          placeholder="Title or write-up"
          address={address}
          className={styles.search}
        />
      )}
      <div className={styles.columns} data-open={opened.id ? '' : undefined}>
        <QueryState
          what="The practices"
          query={query}
          skeleton={
            <div className={shared.card}>
              <SkeletonRows rows={5} heightPx={88} />
            </div>
          }
        >
          {page =>
            page.items.length ? (
              <section className={shared.card} aria-label="Practices">
                <ul>
                  {page.items.map(pilot => (
                    <Practice
                      key={pilot.id}
                      pilot={pilot}
                      now={now}
                      isOpened={pilot.id === opened.id}
                      onOpen={opened.open}
                    />
                  ))}
                </ul>
                <ListPager address={address} next={page.pageInfo.nextCursor} />
              </section>
            ) : (
              <NoPractice address={address} />
            )
          }
        </QueryState>
        {opened.id ? (
          <PilotPanel
            id={opened.id}
            now={now}
            takeFocus={opened.wasPressed}
            onClose={opened.close}
          />
        ) : null}
      </div>
    </>
  );
}

/** What closed pilots taught. */
export function PracticesPage() {
  return (
    <PageFrame title="Practices">
      <Practices />
    </PageFrame>
  );
}
