import { Link } from '@backstage/ui';
import { Exemplar } from '@tieline/plugin-integrations-common/telemetry';
import { CopyButton } from './CopyButton';
import { isWebAddress } from './EntityLink';
import {
  formatDuration,
  formatInstant,
  formatMoment,
  formatSecond,
} from './format';
import { ExternalIcon } from './icons';
import shared from './shared.module.css';
import styles from './exemplars.module.css';

function hasFailed({ reason, failure }: Exemplar): boolean {
  return reason === 'failed' || failure !== undefined;
}

function reasonWords(exemplar: Exemplar): string {
  if (hasFailed(exemplar)) {
    return `failed: ${exemplar.failure ?? 'no reason was given'}`;
  }
  return exemplar.reason === 'slow' ? 'slow' : '';
}

/** Today's to the second, an earlier one with its day. */
function Time(props: { at: string; now: Date }) {
  const { at, now } = props;
  const isToday = new Date(at).toDateString() === now.toDateString();
  return (
    <time dateTime={at} title={formatInstant(at)} className={shared.mono}>
      {isToday ? formatSecond(at) : formatMoment(at, now)}
    </time>
  );
}

/** A trace with when, who, what and how long; a click from it where its address is known. */
export function TraceRow(props: { exemplar: Exemplar; now: Date }) {
  const { exemplar, now } = props;
  const { url, traceId, operation } = exemplar;
  const name = exemplar.consumer ?? operation;
  const hasLink = url !== undefined && isWebAddress(url);
  return (
    <li className={styles.exemplar}>
      <Time at={exemplar.at} now={now} />
      <b className={`${shared.strong} ${styles.name}`}>{name}</b>
      <div className={styles.details}>
        <span className={hasFailed(exemplar) ? shared.failing : shared.muted}>
          {reasonWords(exemplar)}
        </span>
        {name === operation ? null : (
          <span className={`${shared.mono} ${shared.muted}`}>{operation}</span>
        )}
        {hasLink ? null : (
          <span className={`${shared.mono} ${shared.muted}`}>{traceId}</span>
        )}
      </div>
      <span className={styles.duration}>
        {formatDuration(exemplar.durationMs)}
      </span>
      <div className={styles.action}>
        {hasLink ? (
          <Link
            href={url}
            target="_blank"
            rel="noopener noreferrer"
            standalone
            aria-label={`Trace ${traceId}, in a new tab`}
            className={styles.link}
          >
            <ExternalIcon />
          </Link>
        ) : (
          <CopyButton text={traceId} label={`the id of trace ${traceId}`} />
        )}
      </div>
    </li>
  );
}

/** How to get from an id to its trace. */
export function TraceLinkHint() {
  return (
    <p className={`${shared.small} ${shared.muted} ${styles.hint}`}>
      Name the address of your traces in{' '}
      <code>integrationTelemetry.traces.link</code>, such as{' '}
      <code>{'https://jaeger.example.com/trace/{traceId}'}</code>, to open them
      from here.
    </p>
  );
}
