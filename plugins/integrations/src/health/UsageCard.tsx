import { Button } from '@backstage/ui';
import {
  Usage,
  UsageItem,
} from '@tieline/plugin-integrations-common/telemetry';
import { CsvRow, downloadCsv } from '../shared/downloadCsv';
import { EntityLink } from '../shared/EntityLink';
import {
  formatAge,
  formatCount,
  formatDay,
  formatInstant,
  formatShare,
} from '../shared/format';
import { Card } from '../shared/Frame';
import { DownloadIcon } from '../shared/icons';
import { Measured, Unmeasured } from '../shared/Measured';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import { ScrollRegion } from '../shared/ScrollRegion';
import { Segments } from '../shared/Segments';
import { Address } from '../shared/useAddress';
import shared from '../shared/shared.module.css';
import { DayBars } from './DayBars';
import { useUsage } from './useUsage';
import styles from './health.module.css';

const DAY_MS = 86_400_000;

/** How far back: 90 days is as far as notice is usually given. */
const RANGES = [
  { id: '7d', title: '7\u00a0d', days: 7, durationMs: 7 * DAY_MS },
  { id: '30d', title: '30\u00a0d', days: 30, durationMs: 30 * DAY_MS },
  { id: '90d', title: '90\u00a0d', days: 90, durationMs: 90 * DAY_MS },
] as const;

/** The range that the address asks for, else 30 days. */
export function usageRange(values: URLSearchParams): (typeof RANGES)[number] {
  return RANGES.find(range => range.id === values.get('usage')) ?? RANGES[1];
}

function Consumer(props: { item: UsageItem }) {
  const { consumer, consumerRef } = props.item;
  if (!consumer) {
    return <Unmeasured because="its telemetry does not say who called" />;
  }
  return consumerRef ? (
    <EntityLink entityRef={consumerRef} />
  ) : (
    <>
      {consumer} <span className={shared.unmeasured}>not in the catalog</span>
    </>
  );
}

function Version(props: { item: UsageItem; attributes: string[] }) {
  const { item, attributes } = props;
  if (item.version) {
    return <>{item.version}</>;
  }
  const because = attributes.length
    ? `${attributes.join(' or ')} did not hold one that the matcher’s pattern finds`
    : 'no matcher says where to read it';
  return (
    <span className={shared.unmeasured} title={because}>
      unknown<span className={shared.hidden}>: {because}</span>
    </span>
  );
}

function Calls(props: { item: UsageItem; usage: Usage; isCounted: boolean }) {
  const { item, usage, isCounted } = props;
  if (item.unmeasuredBecause) {
    return <Unmeasured because={item.unmeasuredBecause} />;
  }
  return (
    <Measured
      name={`Calls by ${item.consumer ?? 'unknown'}`}
      evidence={{
        value: `${formatCount(item.calls)}, of them ${formatCount(item.errors)} errors`,
        source: `${item.source}, seen by the ${item.side}`,
        time: `${formatInstant(usage.from)} to ${formatInstant(usage.to)}`,
        note: isCounted ? undefined : 'not in the total',
      }}
    >
      {formatCount(item.calls)}
    </Measured>
  );
}

function Row(props: {
  item: UsageItem;
  usage: Usage;
  isCounted: boolean;
  now: Date;
}) {
  const { item, usage, isCounted, now } = props;
  return (
    <tr>
      <th scope="row">
        <Consumer item={item} />
      </th>
      <td>
        <Version item={item} attributes={usage.versionAttributes} />
      </td>
      <td className={shared.end}>
        <Calls item={item} usage={usage} isCounted={isCounted} />
      </td>
      <td className={shared.end}>
        {item.share === null ? (
          <span
            className={shared.muted}
            title={
              isCounted
                ? item.unmeasuredBecause
                : 'only another report of the calls knows it'
            }
          >
            –
          </span>
        ) : (
          formatShare(item.share)
        )}
      </td>
      <td>
        <DayBars days={item.days} from={usage.from} to={usage.to} />
      </td>
      <td className={shared.noWrap}>
        <time
          dateTime={item.firstSeenAt}
          title={formatInstant(item.firstSeenAt)}
        >
          {formatDay(item.firstSeenAt, now)}
        </time>
      </td>
      <td className={`${shared.end} ${shared.noWrap}`}>
        <time dateTime={item.lastSeenAt} title={formatInstant(item.lastSeenAt)}>
          {formatAge(item.lastSeenAt, now)} ago
        </time>
      </td>
    </tr>
  );
}

function csvRows(usage: Usage): CsvRow[] {
  const toRow = (isCounted: boolean) => (item: UsageItem) => ({
    consumer: item.consumer,
    entity: item.consumerRef,
    version: item.version,
    calls: item.unmeasuredBecause ? null : item.calls,
    errors: item.unmeasuredBecause ? null : item.errors,
    share: item.share,
    'first seen': item.firstSeenAt,
    'last seen': item.lastSeenAt,
    from: usage.from,
    to: usage.to,
    source: item.source,
    side: item.side,
    counted: isCounted ? 'yes' : 'no',
  });
  return [
    ...usage.items.map(toRow(true)),
    ...usage.elsewhere.map(toRow(false)),
  ];
}

function Consumers(props: { usage: Usage; now: Date }) {
  const { usage, now } = props;
  if (usage.items.length + usage.elsewhere.length === 0) {
    return (
      <p className={shared.cardBody}>
        Nobody was seen calling it. A consumer appears with its first call that
        a matcher of this integration takes.
      </p>
    );
  }
  return (
    <>
      <ScrollRegion
        className={styles.scrollTall}
        label="Consumers and contract versions"
      >
        <table className={shared.table}>
          <thead>
            <tr>
              <th scope="col">Consumer</th>
              <th scope="col">Contract version</th>
              <th scope="col" className={shared.end}>
                Calls
              </th>
              <th scope="col" className={shared.end}>
                Share
              </th>
              <th scope="col">By day</th>
              <th scope="col">First seen</th>
              <th scope="col" className={shared.end}>
                Last seen
              </th>
            </tr>
          </thead>
          <tbody>
            {usage.items.map(item => (
              <Row
                key={`${item.consumer} ${item.version}`}
                item={item}
                usage={usage}
                isCounted
                now={now}
              />
            ))}
            {usage.elsewhere.map(item => (
              <Row
                key={`elsewhere ${item.consumer} ${item.version}`}
                item={item}
                usage={usage}
                isCounted={false}
                now={now}
              />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <p className={styles.usageFoot}>
        {usage.source
          ? `From ${usage.source} as the ${usage.side} saw the calls, whole days in UTC. `
          : null}
        {usage.elsewhere.length
          ? 'Those without a share are known from another report only: adding them would count calls twice. '
          : null}
        {usage.versionAttributes.length === 0
          ? 'No matcher says where the contract version is read from.'
          : null}
      </p>
    </>
  );
}

/** Who uses the integration, with which contract version, since when. */
export function UsageCard(props: {
  name: string;
  query: ReturnType<typeof useUsage>;
  address: Address;
  now: Date;
}) {
  const { name, query, address, now } = props;
  const range = usageRange(address.values);
  const usage = query.data;
  const isEmpty = !usage || usage.items.length + usage.elsewhere.length === 0;
  return (
    <Card
      title="Who calls"
      end={
        <div className={shared.actions}>
          {usage ? (
            <span className={`${shared.small} ${shared.muted}`}>
              {formatCount(usage.totals.calls)} calls in {range.days} days
            </span>
          ) : null}
          <Segments
            label="Days"
            options={RANGES}
            value={range.id}
            onChange={id => address.change({ usage: id })}
          />
          <Button
            size="small"
            variant="secondary"
            iconStart={<DownloadIcon />}
            aria-label="CSV of who calls"
            isDisabled={isEmpty}
            onPress={() =>
              usage && downloadCsv(`${name}-consumers.csv`, csvRows(usage))
            }
          >
            CSV
          </Button>
        </div>
      }
    >
      <QueryState
        what="Who calls it"
        query={query}
        skeleton={<SkeletonRows rows={3} heightPx={33} />}
      >
        {data => <Consumers usage={data} now={now} />}
      </QueryState>
    </Card>
  );
}
