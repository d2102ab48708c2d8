import { Button } from '@backstage/ui';
import { CalendarFeed } from '@tieline/plugin-integrations-common/governance';
import { useEffect, useRef, useState } from 'react';
import { formatInstant, formatMoment, withLocalTimes } from '../shared/format';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import shared from '../shared/shared.module.css';
import { useNow } from '../shared/useNow';
import { useCalendarFeeds, useRevokeCalendarFeed } from './useReviews';
import styles from './reviews.module.css';

/** Asks once more: a calendar that reads it falls silent. */
function Confirm(props: { feed: CalendarFeed; onKeep: () => void }) {
  const { feed, onKeep } = props;
  const { mutate, isPending, error } = useRevokeCalendarFeed();
  const button = useRef<HTMLButtonElement>(null);
  // The button that was pressed has gone; whoever pressed it goes on here.
  useEffect(() => button.current?.focus(), []);
  return (
    <div className={styles.confirm}>
      <p role="status">Calendars that read it get nothing any more. Revoke?</p>
      {error ? (
        <p role="alert" className={shared.failing}>
          That did not work: {withLocalTimes(error.message)}
        </p>
      ) : null}
      <div className={shared.actions}>
        <Button
          ref={button}
          size="small"
          isPending={isPending}
          aria-label={`Yes, revoke ${feed.title}`}
          onPress={() => mutate(feed.id)}
        >
          Yes, revoke
        </Button>
        <Button
          size="small"
          variant="secondary"
          className={shared.outlined}
          onPress={onKeep}
        >
          Keep it
        </Button>
      </div>
    </div>
  );
}

function Revoke({ feed }: { feed: CalendarFeed }) {
  const [isAsking, setIsAsking] = useState(false);
  return isAsking ? (
    <Confirm feed={feed} onKeep={() => setIsAsking(false)} />
  ) : (
    <Button
      size="small"
      variant="tertiary"
      className={shared.quiet}
      aria-label={`Revoke ${feed.title}`}
      onPress={() => setIsAsking(true)}
    >
      Revoke
    </Button>
  );
}

function Feed(props: { feed: CalendarFeed; now: Date }) {
  const { feed, now } = props;
  const { lastReadAt } = feed;
  return (
    <li className={styles.feed}>
      <div>
        <b className={shared.strong}>{feed.title}</b>
        <span className={`${shared.small} ${shared.muted} ${shared.block}`}>
          {feed.owner.length ? 'what you own' : 'everything'}, created{' '}
          {formatMoment(feed.createdAt, now)},{' '}
          {lastReadAt ? (
            <time dateTime={lastReadAt} title={formatInstant(lastReadAt)}>
              last read {formatMoment(lastReadAt, now)}
            </time>
          ) : (
            'never read'
          )}
        </span>
      </div>
      <Revoke feed={feed} />
    </li>
  );
}

/** The caller's own feeds. */
export function CalendarFeeds() {
  const now = useNow();
  const query = useCalendarFeeds();
  return (
    <section aria-label="Your feeds">
      <h3>Your feeds</h3>
      <QueryState
        what="Your calendar feeds"
        query={query}
        skeleton={<SkeletonRows rows={2} heightPx={48} />}
      >
        {({ items }) =>
          items.length ? (
            <ul>
              {items.map(feed => (
                <Feed key={feed.id} feed={feed} now={now} />
              ))}
            </ul>
          ) : (
            <p className={shared.muted}>None yet.</p>
          )
        }
      </QueryState>
    </section>
  );
}
