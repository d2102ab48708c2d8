import { HealthStatus } from '@tieline/plugin-integrations-common';
import { Engine } from '@tieline/plugin-integrations-common/telemetry';
import { ReactNode } from 'react';
import {
  formatAge,
  formatCount,
  formatDuration,
  formatInstant,
  formatMoment,
} from '../shared/format';
import { Card } from '../shared/Frame';
import { StatusIcon } from '../shared/icons';
import { Measured, Unmeasured } from '../shared/Measured';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';
import { CsvButton } from './CsvButton';
import { engineCsvRows } from './engineCsvRows';
import { useEngines } from './useEngines';
import styles from './operations.module.css';

const STATUSES: Record<Engine['status'], HealthStatus> = {
  answering: 'healthy',
  out: 'failing',
  'not-asked': 'unknown',
};

const ORDER: Engine['status'][] = ['out', 'not-asked', 'answering'];

const WORDS: Record<Engine['status'], string> = {
  answering: 'answering',
  out: 'out',
  'not-asked': 'not asked yet',
};

function Ago(props: { at?: string; now: Date; missing: string }) {
  const { at, now, missing } = props;
  return at ? (
    <time dateTime={at} title={formatInstant(at)} className={shared.noWrap}>
      {formatAge(at, now)} ago
    </time>
  ) : (
    <span className={shared.muted}>{missing}</span>
  );
}

function State(props: { engine: Engine; now: Date }) {
  const { engine, now } = props;
  const { status, lastSuccessAt, lastFailureAt, lastError } = engine;
  return (
    <>
      <span className={`${shared.status} ${shared[STATUSES[status]]}`}>
        <StatusIcon status={STATUSES[status]} />
        {WORDS[status]}
      </span>
      {status === 'out' && lastSuccessAt ? (
        <span className={`${shared.small} ${shared.block}`}>
          since {formatMoment(lastSuccessAt, now)}
        </span>
      ) : null}
      {lastError ? (
        <span
          className={`${shared.small} ${shared.muted} ${styles.engineError}`}
        >
          {status === 'out' ? null : (
            <>
              last failure <Ago at={lastFailureAt} now={now} missing="" />:{' '}
            </>
          )}
          {lastError}
        </span>
      ) : null}
    </>
  );
}

/** What is read of it, in the names of its metrics. */
function Dialect({ engine }: { engine: Engine }) {
  const { spanMetrics, serviceGraph, unusedMetrics } = engine;
  return (
    <>
      {spanMetrics ? (
        <>
          {spanMetrics.dialect}
          <span className={`${shared.mono} ${shared.muted} ${shared.block}`}>
            {spanMetrics.calls}
          </span>
          <span className={`${shared.small} ${shared.muted} ${shared.block}`}>
            {spanMetrics.durations
              ? `durations as ${spanMetrics.histogram} histograms in ${spanMetrics.unit}`
              : 'no durations'}
            {serviceGraph ? ', service graph' : ''}
          </span>
        </>
      ) : (
        <span className={shared.muted}>
          {serviceGraph ? 'a service graph only' : 'no metrics of calls'}
        </span>
      )}
      {unusedMetrics.length ? (
        <span className={`${shared.small} ${shared.muted} ${shared.block}`}>
          left aside, as they would count twice: {unusedMetrics.join(', ')}
        </span>
      ) : null}
    </>
  );
}

function Figure(props: {
  name: string;
  text: string;
  engine: Engine;
  note?: string;
  children?: ReactNode;
}) {
  const { name, text, engine, note, children } = props;
  return (
    <td className={shared.end}>
      <Measured
        name={`${name} of ${engine.name}`}
        evidence={{
          value: text,
          source: `asked of ${engine.url}, each answer good for ${engine.refreshSeconds} s`,
          time: engine.refreshedAt && formatInstant(engine.refreshedAt),
          note,
        }}
      >
        {text}
      </Measured>
      {children}
    </td>
  );
}

function Row(props: { engine: Engine; now: Date }) {
  const { engine, now } = props;
  return (
    <tr>
      <th scope="row">
        <span className={shared.strong}>{engine.name}</span>
        <span className={`${shared.mono} ${shared.muted} ${shared.block}`}>
          {engine.url}
        </span>
        <span className={`${shared.small} ${shared.muted} ${shared.block}`}>
          {engine.precedence === 'engine'
            ? 'counts before our own store'
            : 'counts where our own store has nothing'}
        </span>
      </th>
      <td>
        <State engine={engine} now={now} />
      </td>
      <td>
        <Ago at={engine.lastSuccessAt} now={now} missing="never" />
      </td>
      <td className={styles.dialect}>
        <Dialect engine={engine} />
      </td>
      <Figure
        name="Integrations"
        text={formatCount(engine.integrations)}
        engine={engine}
      >
        <span className={`${shared.small} ${shared.muted} ${shared.block}`}>
          {formatCount(engine.undeclaredFlows)} undeclared
        </span>
      </Figure>
      <Figure
        name="Label sets"
        text={formatCount(engine.labelSets)}
        engine={engine}
        note={`told apart by ${engine.dimensions.join(', ') || 'nothing'}`}
      >
        {engine.labelSetsDropped > 0 ? (
          <span
            className={`${shared.small} ${shared.strong} ${shared.degraded} ${shared.block}`}
          >
            {formatCount(engine.labelSetsDropped)} past maxSeries
          </span>
        ) : null}
      </Figure>
      <Figure
        name="Questions"
        text={formatCount(engine.queries)}
        engine={engine}
        note="since this process started"
      >
        {engine.failures > 0 ? (
          <span className={`${shared.small} ${shared.muted} ${shared.block}`}>
            {formatCount(engine.failures)} failed
          </span>
        ) : null}
      </Figure>
      <td className={shared.end}>
        {engine.p95Ms === undefined ? (
          <Unmeasured because="it has not answered yet" />
        ) : (
          <>
            {formatDuration(engine.p95Ms)}
            {engine.medianMs === undefined ? null : (
              <span
                className={`${shared.small} ${shared.muted} ${shared.block}`}
              >
                median {formatDuration(engine.medianMs)}
              </span>
            )}
          </>
        )}
      </td>
    </tr>
  );
}

function Table(props: { engines: Engine[]; now: Date }) {
  return (
    <ScrollRegion label="Engines">
      <table className={`${shared.table} ${styles.engines}`}>
        <thead>
          <tr>
            <th scope="col">Engine</th>
            <th scope="col">State</th>
            <th scope="col">Last answer</th>
            <th scope="col">Reads</th>
            {['Integrations', 'Label sets', 'Questions', 'Answer, p95'].map(
              title => (
                <th key={title} scope="col" className={shared.end}>
                  {title}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {props.engines.map(engine => (
            <Row key={engine.name} engine={engine} now={props.now} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

/** The engines that telemetry is read from, as the process that answers sees them. */
export function EnginesCard(props: { now: Date }) {
  const query = useEngines();
  const engines = query.data?.items ?? [];
  // Worst first; of equals in the order in which they are asked.
  const rows = [...engines].sort(
    (one, other) => ORDER.indexOf(one.status) - ORDER.indexOf(other.status),
  );
  return (
    <Card
      title="Engines"
      end={
        engines.length ? (
          <CsvButton
            of="the engines"
            fileName="operations-engines.csv"
            rows={() => engineCsvRows(rows)}
          />
        ) : undefined
      }
    >
      <QueryState
        what="The engines"
        query={query}
        skeleton={<SkeletonRows rows={1} heightPx={64} />}
      >
        {() =>
          rows.length ? (
            <Table engines={rows} now={props.now} />
          ) : (
            <p className={shared.cardBody}>
              None is asked: all telemetry is sent here. Where calls are counted
              in Prometheus, Mimir, Thanos or VictoriaMetrics already, name it
              in <code>integrationTelemetry.engines</code>.
            </p>
          )
        }
      </QueryState>
    </Card>
  );
}
