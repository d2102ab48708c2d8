import { QueryClientProvider } from '@tanstack/react-query';
import { ReactNode, useEffect } from 'react';
import { LiveUpdates } from './LiveUpdates';
import { queryClient } from './queries';
import styles from './shared.module.css';
import './tokens.css';

/** What every page stands in: its landmark, its cache, its styles. */
export function PageFrame(props: { title: string; children: ReactNode }) {
  useEffect(() => {
    const before = document.title;
    document.title = `${props.title} · Tieline`;
    return () => {
      document.title = before;
    };
  }, [props.title]);
  return (
    <QueryClientProvider client={queryClient}>
      <LiveUpdates />
      <main className={styles.page}>{props.children}</main>
    </QueryClientProvider>
  );
}

/** What every tab of an entity's page stands in; the page has the landmark. */
export function TabFrame(props: { children: ReactNode }) {
  return (
    <QueryClientProvider client={queryClient}>
      <LiveUpdates />
      <div className={styles.tab}>{props.children}</div>
    </QueryClientProvider>
  );
}

/** A page's title, one sentence that sums it up, and what can be done. */
export function PageHead(props: {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <header className={styles.head}>
      <div>
        <h1 className={styles.title}>{props.title}</h1>
        {props.lead ? <p className={styles.lead}>{props.lead}</p> : null}
      </div>
      {props.actions ? (
        <div className={styles.actions}>{props.actions}</div>
      ) : null}
    </header>
  );
}

/** A section with a heading. */
export function Card(props: {
  title: ReactNode;
  end?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  return (
    <section className={`${styles.card} ${props.className ?? ''}`}>
      <div className={styles.cardHead}>
        <h2>{props.title}</h2>
        {props.end}
      </div>
      {props.children}
    </section>
  );
}
