import { Button, Link } from '@backstage/ui';
import {
  Exemplar,
  HealthDetail,
} from '@tieline/plugin-integrations-common/telemetry';
import { CopyButton } from '../shared/CopyButton';
import { isWebAddress } from '../shared/EntityLink';
import {
  formatDuration,
  formatInstant,
  formatMoment,
  formatSecond,
} from '../shared/format';
import { Card } from '../shared/Frame';
import { ExternalIcon } from '../shared/icons';
import { Address } from '../shared/useAddress';
import shared from '../shared/shared.module.css';
import styles from './exemplars.module.css';

/** How many stand there before somebody asks for the rest. */
const SHOWN = 4;

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

function Trace(props: { exemplar: Exemplar; now: Date }) {
  const { exemplar, now } = props;
  const { url, traceId, operation } = exemplar;
  const name = exemplar.consumer ?? operation;
  const hasLink = url !== undefined && isWebAddress(url);
  return (
    <li className={styles.exemplar}>
      <Time at={exemplar.at} now={now} />
      <b className={`${shared.strong} ${styles.name}`}>{name}</b>
      <div className={styles.details}>
        <span
          className={
            exemplar.reason === 'failed' ? shared.failing : shared.muted
          }
        >
          {exemplar.reason === 'failed'
            ? `failed: ${exemplar.failure ?? 'no reason was given'}`
            : 'slow'}
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

/** Traces that show what a number means: where to begin to look. */
export function ExemplarsCard(props: {
  health: HealthDetail;
  address: Address;
  now: Date;
}) {
  const { health, address, now } = props;
  const exemplars = health.exemplars ?? [];
  const showsAll = address.values.get('traces') === 'all';
  const shown = showsAll ? exemplars : exemplars.slice(0, SHOWN);
  const hasLinks = exemplars.every(({ url }) => url !== undefined);
  return (
    <Card
      title="Exemplar traces"
      className={styles.exemplars}
      end={
        <span className={`${shared.small} ${shared.muted}`}>
          of the last hour
        </span>
      }
    >
      {exemplars.length ? (
        <ul aria-label="Exemplar traces">
          {shown.map(exemplar => (
            <Trace
              key={`${exemplar.traceId} ${exemplar.spanId}`}
              exemplar={exemplar}
              now={now}
            />
          ))}
        </ul>
      ) : (
        <p className={shared.cardBody}>
          No span of the last hour failed or was slow. Where only metrics are
          sent, there is no trace to show.
        </p>
      )}
      {exemplars.length > SHOWN ? (
        <div className={styles.more}>
          <Button
            size="small"
            variant="tertiary"
            onPress={() =>
              address.change({ traces: showsAll ? undefined : 'all' })
            }
          >
            {showsAll
              ? `Only the latest ${SHOWN}`
              : `${exemplars.length - SHOWN} more`}
          </Button>
        </div>
      ) : null}
      {hasLinks ? null : (
        <p className={`${shared.small} ${shared.muted} ${styles.hint}`}>
          Name the address of your traces in{' '}
          <code>integrationTelemetry.traces.link</code>, such as{' '}
          <code>{'https://jaeger.example.com/trace/{traceId}'}</code>, to open
          them from here.
        </p>
      )}
    </Card>
  );
}
