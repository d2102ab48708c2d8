import { Button, Skeleton } from '@backstage/ui';
import { ReactNode } from 'react';
import { formatClock } from './format';
import styles from './shared.module.css';

interface Query {
  error: unknown;
  isPending: boolean;
  dataUpdatedAt: number;
  refetch: () => unknown;
}

function messageOf(error: unknown): string {
  const status = (error as { statusCode?: number } | null)?.statusCode;
  if (status === 403) {
    return 'You may not see this. Ask an administrator of this portal for the permission to read integrations.';
  }
  if (status === 404) {
    return 'Nothing is known of it yet. A new integration appears within a minute of its registration.';
  }
  return error instanceof Error ? error.message : String(error);
}

/** What failed, since when, and a way to try again. */
export function ErrorNotice(props: { what: string; query: Query }) {
  const { what, query } = props;
  return (
    <div role="alert" className={styles.notice}>
      <div style={{ flex: '1 1 240px' }}>
        <p className={styles.strong}>{what} could not be read</p>
        <p className={styles.muted}>
          {messageOf(query.error)}
          {query.dataUpdatedAt
            ? ` What you see is as of ${formatClock(new Date(query.dataUpdatedAt))}.`
            : null}
        </p>
      </div>
      <Button variant="secondary" onPress={() => query.refetch()}>
        Retry
      </Button>
    </div>
  );
}

/** As many rows as will come, at their final height. */
export function SkeletonRows(props: { rows: number; heightPx: number }) {
  return (
    <div aria-busy="true" aria-label="Loading" role="status">
      {Array.from({ length: props.rows }, (_, index) => (
        <div
          key={index}
          style={{
            height: props.heightPx,
            padding: '8px 16px',
            borderBottom: '1px solid var(--bui-border-1)',
          }}
        >
          <Skeleton width="100%" height={Math.min(props.heightPx - 16, 32)} />
        </div>
      ))}
    </div>
  );
}

/** Shows what was read; while there is nothing yet, the skeleton or the error. */
export function QueryState<T>(props: {
  what: string;
  query: Query & { data: T | undefined };
  skeleton: ReactNode;
  children: (data: T) => ReactNode;
}) {
  const { what, query, skeleton, children } = props;
  return (
    <>
      {query.error ? <ErrorNotice what={what} query={query} /> : null}
      {query.data !== undefined ? children(query.data) : null}
      {query.data === undefined && !query.error ? skeleton : null}
    </>
  );
}
