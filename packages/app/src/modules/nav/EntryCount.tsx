import { NotificationsSidebarItem } from '@backstage/plugin-notifications';
import {
  useAskedWaiverCount,
  useOpenAlarmCount,
  useOverdueReviewCount,
  useWorryingEndingCount,
} from '@tieline/plugin-integrations';
import { ReactElement } from 'react';
import styles from './Navigation.module.css';

const MOST = 99;

/** What a count stands for, for those who only hear it. */
interface Count {
  value: number | undefined;
  words: string;
}

function AlarmCount(props: { children: (count: Count) => ReactElement }) {
  return props.children({ value: useOpenAlarmCount(), words: 'on' });
}

function EndingCount(props: { children: (count: Count) => ReactElement }) {
  return props.children({
    value: useWorryingEndingCount(),
    words: 'overdue, too late or blocked',
  });
}

function WaiverCount(props: { children: (count: Count) => ReactElement }) {
  return props.children({
    value: useAskedWaiverCount(),
    words: 'to decide',
  });
}

function ReviewCount(props: { children: (count: Count) => ReactElement }) {
  return props.children({
    value: useOverdueReviewCount(),
    words: 'overdue',
  });
}

/** Backstage's own entry keeps the count and hears of what is new; it is drawn as ours are. */
function NotificationCount(props: {
  children: (count: Count) => ReactElement;
}) {
  return (
    <NotificationsSidebarItem
      // Our pages set the window's title, and show what is new by themselves.
      titleCounterEnabled={false}
      snackbarEnabled={false}
      renderItem={({ unreadCount }) =>
        props.children({ value: unreadCount, words: 'unread' })
      }
    />
  );
}

const COUNTS: Record<string, typeof AlarmCount> = {
  'page:integrations/alarms': AlarmCount,
  'page:integrations/deprecations': EndingCount,
  'page:integrations/reviews': ReviewCount,
  'page:integrations/waivers': WaiverCount,
  'page:notifications': NotificationCount,
};

/** Draws an entry with how many things wait behind it, where that is counted. */
export function WithCount(props: {
  pageId: string;
  children: (count: Count | undefined) => ReactElement;
}) {
  const Counted = COUNTS[props.pageId];
  return Counted ? (
    <Counted>{props.children}</Counted>
  ) : (
    props.children(undefined)
  );
}

/** The number itself; nothing where there is nothing. */
export function EntryCount(props: { count: Count | undefined }) {
  const { count } = props;
  return count?.value ? (
    <span className={styles.count}>
      {count.value > MOST ? `${MOST}+` : count.value}
      <span className={styles.hidden}> {count.words}</span>
    </span>
  ) : null;
}
