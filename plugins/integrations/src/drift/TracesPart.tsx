import { Exemplar } from '@tieline/plugin-integrations-common/telemetry';
import { TraceLinkHint, TraceRow } from '../shared/TraceRow';
import { useNow } from '../shared/useNow';
import styles from './drift.module.css';

/** Traces that show what a flow is. */
export function TracesPart(props: { exemplars: Exemplar[] | undefined }) {
  const now = useNow();
  const { exemplars } = props;
  return exemplars?.length ? (
    <section className={styles.section}>
      <h3>Example traces</h3>
      <ul aria-label="Example traces" className={styles.traces}>
        {exemplars.map(exemplar => (
          <TraceRow
            key={`${exemplar.traceId} ${exemplar.spanId}`}
            exemplar={exemplar}
            now={now}
          />
        ))}
      </ul>
      {exemplars.some(({ url }) => url === undefined) ? (
        <TraceLinkHint />
      ) : null}
    </section>
  ) : null;
}
