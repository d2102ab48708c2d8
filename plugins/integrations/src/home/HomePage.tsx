import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import {
  HEALTH_STATUSES,
  HealthStatus,
} from '@tieline/plugin-integrations-common';
import { HealthPage } from '@tieline/plugin-integrations-common/telemetry';
import { useAlarms } from '../alarms/useAlarms';
import { alarmsRouteRef, healthRouteRef } from '../routes';
import { formatAge, formatSecond } from '../shared/format';
import { Card, PageFrame, PageHead } from '../shared/Frame';
import { HowToBegin } from '../shared/HowToBegin';
import {
  useFleetHealth,
  useIntegrations,
  useMyOwnerRefs,
  useReceiverStatus,
} from '../shared/queries';
import { ErrorNotice, QueryState, SkeletonRows } from '../shared/QueryState';
import { ReplayBanner } from '../shared/ReplayBanner';
import { ResortBar } from '../shared/ResortBar';
import { Segments } from '../shared/Segments';
import { StatusLabel } from '../shared/StatusLabel';
import { useAddress } from '../shared/useAddress';
import { useNow } from '../shared/useNow';
import { useStableOrder } from '../shared/useStableOrder';
import shared from '../shared/shared.module.css';
import { AttentionItem } from './AttentionItem';
import { OtherEnvironments } from './OtherEnvironments';
import { UndeclaredCard, UnknownCard } from './SideCards';
import { Attention, toAttention } from './toAttention';
import styles from './home.module.css';

/** What somebody has to look at; unknown stands at the right. */
const NEEDING: HealthStatus[] = ['failing', 'degraded', 'silent'];

/** Somebody who owns nothing sees nothing under "Mine", not everything. */
const NOBODY = ['user:default/-'];

function ownersOrNobody(refs: string[] | undefined): string[] {
  return refs?.length ? refs : NOBODY;
}

function Tiles(props: { counts: HealthPage['statusCounts'] }) {
  const href = useRouteRef(healthRouteRef)?.();
  const total = HEALTH_STATUSES.reduce(
    (sum, status) => sum + props.counts[status],
    0,
  );
  return (
    <ul className={styles.tiles} aria-label="Integrations by status">
      {HEALTH_STATUSES.map(status => (
        <li key={status}>
          <Link
            href={`${href}?status=${status}`}
            standalone
            className={`${styles.tile} ${status === 'unknown' ? styles.tileUnknown : ''}`}
          >
            <StatusLabel status={status} />
            <span className={styles.count}>{props.counts[status]}</span>
            {status === 'healthy' ? (
              <span className={`${shared.small} ${shared.muted}`}>
                of {total}
              </span>
            ) : null}
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** What is over by itself, so that a quiet list is no riddle. */
function ClearedToday(props: { owner?: string[]; now: Date }) {
  const { owner, now } = props;
  const href = useRouteRef(alarmsRouteRef)?.();
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  const { data } = useAlarms({
    state: 'cleared',
    joined: false,
    owner,
    from: midnight.toISOString(),
    limit: 1,
  });
  if (!data) {
    return null;
  }
  const count = data.totalItems;
  return (
    <div className={styles.foot}>
      <span>
        {count === 0
          ? 'Nothing cleared by itself since midnight'
          : `${count} more ${count === 1 ? 'cause' : 'causes'} cleared by ${count === 1 ? 'itself' : 'themselves'} since midnight`}
      </span>
      <Link href={`${href}`} standalone className={shared.link}>
        Alarm log
      </Link>
    </div>
  );
}

function AttentionList(props: {
  attention: Attention[];
  isCurrent: boolean;
  view: string;
  owner?: string[];
  now: Date;
}) {
  const { attention, isCurrent, view, owner, now } = props;
  const { rows, moved, resort } = useStableOrder(
    attention,
    ({ key }) => key,
    view,
    isCurrent,
  );
  const keys = new Set(attention.map(({ key }) => key));
  const needing = rows.filter(({ key }) => keys.has(key));
  return (
    <div>
      <ResortBar moved={moved} onResort={resort} />
      <Card
        title="Worst first"
        end={
          <span className={`${shared.small} ${shared.muted}`}>
            by status, then criticality and reach
          </span>
        }
      >
        {needing.length ? (
          <ul>
            {needing.map(item => (
              <AttentionItem key={item.key} attention={item} now={now} />
            ))}
          </ul>
        ) : (
          <p className={shared.cardBody}>
            Nothing is failing, degraded or silent
            {view === 'mine' ? ' among what you own' : ''}.
          </p>
        )}
        <ClearedToday owner={owner} now={now} />
      </Card>
    </div>
  );
}

/** What a person owns, or waits for because what they own is down. */
function concerns(
  { alarm, health, victims }: Attention,
  owners: readonly string[],
): boolean {
  return (
    victims.length > 0 ||
    (health !== undefined && alarm?.kind !== 'cause') ||
    owners.includes(alarm?.owner ?? '')
  );
}

function Home() {
  const { values, change } = useAddress();
  const now = useNow();
  const view = values.get('view') === 'mine' ? 'mine' : 'all';
  const mine = useMyOwnerRefs();
  const owner = view === 'mine' ? ownersOrNobody(mine) : undefined;
  const query = useFleetHealth({ status: NEEDING, owner, limit: 100 });
  const alarms = useAlarms({ state: 'open', joined: false, limit: 200 });
  const inventory = useIntegrations({ limit: 1 }, { slow: true });
  const receiver = useReceiverStatus();
  const counts = query.data?.statusCounts;
  const total = counts
    ? HEALTH_STATUSES.reduce((sum, status) => sum + counts[status], 0)
    : 0;
  const isEmpty =
    view === 'all' &&
    query.data !== undefined &&
    total === 0 &&
    (inventory.data?.counts.integrations ?? 0) === 0;
  const need = counts
    ? NEEDING.reduce((sum, status) => sum + counts[status], 0)
    : 0;
  const attention = toAttention(
    query.data?.items ?? [],
    alarms.data?.items ?? [],
  ).filter(item => !owner || concerns(item, owner));
  // What nobody declared is no integration.
  const causes = attention.filter(
    ({ alarm }) => alarm?.kind !== 'drift',
  ).length;
  const asOf = query.data?.items[0]?.evaluatedAt;

  return (
    <>
      <PageHead
        title="What needs attention now"
        lead={
          query.data && !isEmpty
            ? `${need} of ${total} integrations need somebody${
                causes < need
                  ? `, from ${causes} ${causes === 1 ? 'cause' : 'causes'}`
                  : ''
              }.${asOf ? ` As of ${formatSecond(asOf)}, live.` : ''}`
            : undefined
        }
        actions={
          isEmpty ? undefined : (
            <Segments
              label="Whose integrations"
              value={view}
              options={[
                { id: 'mine', title: 'Mine' },
                { id: 'all', title: 'All' },
              ]}
              onChange={next =>
                change({ view: next === 'mine' ? 'mine' : undefined })
              }
            />
          )
        }
      />
      <ReplayBanner />
      {isEmpty ? (
        <div className={shared.stack}>
          <HowToBegin />
          <UndeclaredCard now={now} />
        </div>
      ) : (
        <QueryState
          what="The health of the integrations"
          query={query}
          skeleton={
            <div className={shared.card}>
              <SkeletonRows rows={6} heightPx={96} />
            </div>
          }
        >
          {page => (
            <>
              <Tiles counts={page.statusCounts} />
              <div className={styles.columns}>
                <div>
                  {alarms.error ? (
                    <ErrorNotice what="The alarms" query={alarms} />
                  ) : null}
                  <AttentionList
                    attention={attention}
                    isCurrent={!query.isPlaceholderData && !alarms.isPending}
                    view={view}
                    owner={owner}
                    now={now}
                  />
                </div>
                <div className={shared.stack}>
                  <UndeclaredCard now={now} />
                  <UnknownCard owner={owner} />
                </div>
              </div>
            </>
          )}
        </QueryState>
      )}
      {receiver.data?.lastReceivedAt ? (
        <p className={shared.foot}>
          Last telemetry {formatAge(receiver.data.lastReceivedAt, now)} ago.
          <OtherEnvironments owner={owner} now={now} />
        </p>
      ) : null}
    </>
  );
}

/** What needs attention now, for me and for all. */
export function HomePage() {
  return (
    <PageFrame title="Home">
      <Home />
    </PageFrame>
  );
}
