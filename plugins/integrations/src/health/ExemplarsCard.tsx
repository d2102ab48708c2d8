import { Button } from '@backstage/ui';
import { HealthDetail } from '@tieline/plugin-integrations-common/telemetry';
import { Card } from '../shared/Frame';
import { TraceLinkHint, TraceRow } from '../shared/TraceRow';
import { Address } from '../shared/useAddress';
import shared from '../shared/shared.module.css';
import styles from '../shared/exemplars.module.css';

/** How many stand there before somebody asks for the rest. */
const SHOWN = 4;

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
            <TraceRow
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
      {hasLinks ? null : <TraceLinkHint />}
    </Card>
  );
}
