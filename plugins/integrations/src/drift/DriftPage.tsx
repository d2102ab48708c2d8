import { useEffect, useRef } from 'react';
import {
  DriftItem,
  DriftKind,
} from '@tieline/plugin-integrations-common/telemetry';
import { EntityLink } from '../shared/EntityLink';
import {
  formatCount,
  formatInstant,
  formatMoment,
  formatShare,
} from '../shared/format';
import { PageFrame, PageHead } from '../shared/Frame';
import { useDrift } from '../shared/queries';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import { Segments } from '../shared/Segments';
import { useAddress } from '../shared/useAddress';
import { useNow } from '../shared/useNow';
import shared from '../shared/shared.module.css';
import styles from './drift.module.css';

const KINDS: ReadonlyArray<{ id: DriftKind | 'all'; title: string }> = [
  { id: 'all', title: 'All' },
  { id: 'undeclared', title: 'Undeclared' },
  { id: 'silent', title: 'Silent' },
  { id: 'mismatched', title: 'Mismatched' },
];

/** The API's own bound for a page; more drift than that is no list to read. */
const LIMIT = 500;

function Fact(props: { term: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{props.term}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

function End(props: { end: NonNullable<DriftItem['source']> }) {
  const { end } = props;
  return end.entityRef ? (
    <EntityLink entityRef={end.entityRef} />
  ) : (
    <>{end.name}</>
  );
}

function Item(props: { item: DriftItem; isOpen: boolean; now: Date }) {
  const { item, isOpen, now } = props;
  const ref = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isOpen) {
      ref.current?.scrollIntoView({ block: 'start' });
    }
  }, [isOpen]);
  return (
    <li ref={ref} className={styles.item}>
      <div className={shared.row}>
        <span className={shared.tag}>{item.kind}</span>
        <h2 className={styles.headline}>{item.headline}</h2>
      </div>
      {item.detail ? <p className={shared.muted}>{item.detail}</p> : null}
      <dl className={styles.facts}>
        {item.integrationRef ? (
          <Fact term="Integration">
            <EntityLink entityRef={item.integrationRef} />
          </Fact>
        ) : null}
        {item.source ? (
          <Fact term="From">
            <End end={item.source} />
          </Fact>
        ) : null}
        {item.target ? (
          <Fact term="To">
            <End end={item.target} />
          </Fact>
        ) : null}
        {item.destination ? (
          <Fact term={item.protocol ?? 'Destination'}>
            <span className={shared.mono}>{item.destination}</span>
          </Fact>
        ) : null}
        {item.callsLastDay === undefined ? null : (
          <Fact term="Last day">{formatCount(item.callsLastDay)} calls</Fact>
        )}
        {typeof item.errorRate === 'number' ? (
          <Fact term="Errors">{formatShare(item.errorRate)}</Fact>
        ) : null}
        <Fact term="First seen">
          <time title={formatInstant(item.firstSeenAt)}>
            {formatMoment(item.firstSeenAt, now)}
          </time>
        </Fact>
        <Fact term="Last seen">
          <time title={formatInstant(item.lastSeenAt)}>
            {formatMoment(item.lastSeenAt, now)}
          </time>
        </Fact>
        <Fact term="Environment">{item.environment}</Fact>
      </dl>
    </li>
  );
}

function Drift() {
  const { values, change } = useAddress();
  const now = useNow();
  const kind =
    KINDS.find(option => option.id === values.get('kind'))?.id ?? 'all';
  const query = useDrift({
    kind: kind === 'all' ? undefined : [kind],
    limit: LIMIT,
  });
  return (
    <>
      <PageHead
        title="Drift"
        lead="Where the catalog and the telemetry disagree, most traffic first."
        actions={
          <Segments
            label="Kind of drift"
            options={KINDS}
            value={kind}
            onChange={next =>
              change({
                kind: next === 'all' ? undefined : next,
                item: undefined,
              })
            }
          />
        }
      />
      <QueryState
        what="Drift"
        query={query}
        skeleton={
          <div className={shared.card}>
            <SkeletonRows rows={4} heightPx={168} />
          </div>
        }
      >
        {page =>
          page.items.length ? (
            <section className={shared.card} aria-label="Differences">
              <div className={shared.cardHead}>
                <span>
                  <b className={shared.strong}>{page.totalItems}</b>{' '}
                  <span className={shared.muted}>
                    {page.totalItems === 1 ? 'difference' : 'differences'}
                  </span>
                </span>
              </div>
              <ul>
                {page.items.map(item => (
                  <Item
                    key={item.id}
                    item={item}
                    isOpen={item.id === values.get('item')}
                    now={now}
                  />
                ))}
              </ul>
            </section>
          ) : (
            <section className={`${shared.card} ${shared.empty}`}>
              <p>
                Nothing here: what is observed was declared, and what was
                declared is observed.
              </p>
            </section>
          )
        }
      </QueryState>
    </>
  );
}

/** Where declared and observed differ. */
export function DriftPage() {
  return (
    <PageFrame title="Drift">
      <Drift />
    </PageFrame>
  );
}
