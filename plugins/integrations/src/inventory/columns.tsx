import { ReactNode } from 'react';
import {
  IntegrationRow,
  ListIntegrationsRequest,
} from '@tieline/plugin-integrations-common/governance';
import {
  EntityLink,
  EntityName,
  IntegrationLink,
  Targets,
} from '../shared/EntityLink';
import { PatternIcon, PersonIcon } from '../shared/icons';
import { Sparkline } from '../shared/Sparkline';
import { StatusLabel } from '../shared/StatusLabel';
import { DurationValue, ErrorsValue, ThroughputValue } from '../shared/values';
import shared from '../shared/shared.module.css';
import { ScoreBar } from './ScoreBar';
import styles from './inventory.module.css';

/** A column of the table; `orderBy` where the list can be sorted by it. */
export interface Column {
  id: string;
  title: string;
  orderBy: NonNullable<ListIntegrationsRequest['orderBy']>;
  isNumber?: boolean;
  width: string;
  cell: (row: IntegrationRow) => ReactNode;
}

/** The reason in a few words, else the pattern. */
export function subtitle(row: IntegrationRow): string {
  const reason = row.health?.reasons.find(
    item => item.status === row.health?.status,
  );
  const words = reason?.short ?? reason?.headline;
  return row.health && row.health.status !== 'healthy' && words
    ? words
    : (row.integration.pattern ?? '');
}

/** The owner as a link, or that there is none. */
export function Owner(props: { ownerRef?: string }) {
  return props.ownerRef ? (
    <EntityLink entityRef={props.ownerRef} className={styles.owner} />
  ) : (
    <span
      className={`${shared.row} ${shared.small} ${shared.muted} ${shared.strong}`}
    >
      <PersonIcon />
      no owner
    </span>
  );
}

/** All columns, in their order. The name is always shown. */
export const COLUMNS: Column[] = [
  {
    id: 'status',
    title: 'Status',
    orderBy: 'status',
    width: '104px',
    cell: row => <StatusLabel status={row.health?.status ?? 'unknown'} />,
  },
  {
    id: 'name',
    title: 'Integration',
    orderBy: 'name',
    width: 'auto',
    cell: row => (
      <span className={styles.name}>
        <span className={shared.muted}>
          {row.integration.pattern ? (
            <PatternIcon pattern={row.integration.pattern} labelled />
          ) : null}
        </span>
        <span className={styles.nameText}>
          <IntegrationLink
            integration={row.integration}
            className={styles.nameLink}
          />
          <span
            className={`${shared.small} ${shared.muted} ${shared.block} ${shared.ellipsis}`}
            title={row.health?.reasons[0]?.headline}
          >
            {subtitle(row)}
            {row.findings ? ` · ${row.findings} to correct in its YAML` : ''}
          </span>
        </span>
      </span>
    ),
  },
  {
    id: 'source',
    title: 'Source → targets',
    orderBy: 'source',
    width: '124px',
    cell: row => (
      <>
        <span className={`${shared.block} ${shared.ellipsis}`}>
          {row.integration.sourceRef ? (
            <EntityName entityRef={row.integration.sourceRef} />
          ) : (
            <span className={shared.muted}>no source</span>
          )}
        </span>
        <span
          className={`${shared.small} ${shared.muted} ${shared.block} ${shared.ellipsis}`}
        >
          → <Targets targetRefs={row.integration.targetRefs} />
        </span>
      </>
    ),
  },
  {
    id: 'owner',
    title: 'Owner',
    orderBy: 'owner',
    width: '112px',
    cell: row => <Owner ownerRef={row.integration.ownerRef} />,
  },
  {
    id: 'criticality',
    title: 'Criticality',
    orderBy: 'criticality',
    width: '74px',
    cell: row =>
      row.integration.criticality ?? (
        <span className={shared.unmeasured}>not set</span>
      ),
  },
  {
    id: 'throughput',
    title: 'Throughput',
    orderBy: 'throughput',
    isNumber: true,
    width: '96px',
    cell: row => <ThroughputValue health={row.health} />,
  },
  {
    id: 'errors',
    title: 'Errors',
    orderBy: 'errors',
    isNumber: true,
    width: '86px',
    cell: row => <ErrorsValue health={row.health} />,
  },
  {
    id: 'p95',
    title: 'p95 or duration',
    orderBy: 'p95',
    isNumber: true,
    width: '128px',
    cell: row => (
      <span className={styles.latency}>
        {row.health?.sparkline ? (
          <Sparkline
            data={row.health.sparkline}
            status={row.health.status}
            width={48}
            height={20}
          />
        ) : null}
        <DurationValue health={row.health} />
      </span>
    ),
  },
  {
    id: 'score',
    title: 'Score',
    orderBy: 'score',
    width: '60px',
    cell: row => <ScoreBar score={row.score} />,
  },
];

/** Which columns the address asks for. */
export function chosenColumns(values: URLSearchParams): Column[] {
  const hidden = values.getAll('hide');
  return COLUMNS.filter(
    column => column.id === 'name' || !hidden.includes(column.id),
  );
}
