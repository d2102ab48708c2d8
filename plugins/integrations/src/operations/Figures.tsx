import { Operations } from '@tieline/plugin-integrations-common/telemetry';
import { ReactNode } from 'react';
import {
  formatAge,
  formatCount,
  formatDuration,
  formatInstant,
  formatRate,
  formatShare,
} from '../shared/format';
import { Measured, NumberEvidence, Unmeasured } from '../shared/Measured';
import shared from '../shared/shared.module.css';
import { processWords } from './CountValue';
import { formatBytes } from './formatBytes';
import styles from './operations.module.css';

function Figure(props: { name: string; value: ReactNode; note: ReactNode }) {
  return (
    <li className={styles.figure}>
      <span className={shared.muted}>{props.name}</span>
      <span className={styles.value}>{props.value}</span>
      <span className={`${shared.small} ${shared.muted}`}>{props.note}</span>
    </li>
  );
}

function Number(props: {
  name: string;
  evidence: NumberEvidence;
  children?: ReactNode;
}) {
  const { name, evidence, children } = props;
  return (
    <Measured name={name} evidence={evidence}>
      {children ?? evidence.value}
    </Measured>
  );
}

/** A process that just started has not counted for as long as lately means. */
function minutesCounted({ process, readAt }: Operations): number {
  const ageMs = Date.parse(readAt) - Date.parse(process.startedAt);
  return Math.min(process.recentMinutes, Math.max(1, ageMs / 60_000));
}

/** The six numbers that an operator looks at first. */
export function Figures(props: { operations: Operations }) {
  const { process, inbox, cardinality, readAt } = props.operations;
  const counted = {
    source: processWords(process),
    time: `the last ${process.recentMinutes} min`,
  };
  const stored = {
    source: 'the database, of all replicas',
    time: formatInstant(readAt),
  };
  const recent = (name: 'items' | 'requests' | 'duplicates') =>
    process.signals.reduce((sum, signal) => sum + signal[name].recent, 0);
  const refused = process.refused.reduce(
    (sum, { count }) => sum + count.recent,
    0,
  );
  const rejected = process.rejected.reduce(
    (sum, { count }) => sum + count.recent,
    0,
  );
  const rate = formatRate(recent('items') / minutesCounted(props.operations));
  const share = cardinality.series / cardinality.limit;
  const { p95DelayMs, lastDelayMs } = process.flush;
  return (
    <ul className={styles.figures} aria-label="Key figures">
      <Figure
        name="Accepted"
        value={
          <Number
            name="Accepted"
            evidence={{ value: `${rate.value} ${rate.unit}`, ...counted }}
          >
            {rate.value} <span className={shared.unit}>{rate.unit}</span>
          </Number>
        }
        note={`items in ${formatCount(recent('requests'))} requests`}
      />
      <Figure
        name="Turned away"
        value={
          <Number
            name="Turned away"
            evidence={{ value: formatCount(refused), ...counted }}
          />
        }
        note={`requests; ${formatCount(rejected)} items rejected`}
      />
      <Figure
        name="Duplicates"
        value={
          <Number
            name="Duplicates"
            evidence={{ value: formatCount(recent('duplicates')), ...counted }}
          />
        }
        note="repeats, counted once"
      />
      <Figure
        name="Inbox"
        value={
          <Number
            name="Inbox"
            evidence={{ value: formatCount(inbox.rows), ...stored }}
          />
        }
        note={
          inbox.oldestAt
            ? `${formatBytes(inbox.bytes)}, oldest ${formatAge(inbox.oldestAt, new Date(readAt))}`
            : 'empty'
        }
      />
      <Figure
        name="Delay, p95"
        value={
          p95DelayMs === undefined ? (
            <Unmeasured because="nothing was written since the start" />
          ) : (
            <Number
              name="Delay, p95"
              evidence={{
                value: formatDuration(p95DelayMs),
                source: counted.source,
                time: 'the last 256 times that the inbox was emptied',
              }}
            />
          )
        }
        note={
          lastDelayMs === undefined
            ? 'until readable'
            : `last ${formatDuration(lastDelayMs)} until readable`
        }
      />
      <Figure
        name="Series"
        value={
          <Number
            name="Series"
            evidence={{ value: formatCount(cardinality.series), ...stored }}
          />
        }
        note={`${formatShare(share)} of ${formatCount(cardinality.limit)}`}
      />
    </ul>
  );
}
