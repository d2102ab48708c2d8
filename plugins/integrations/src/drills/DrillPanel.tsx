import { QueryState, SkeletonRows } from '../shared/QueryState';
import { SidePanel } from '../shared/SidePanel';
import { DrillActions } from './DrillActions';
import { DrillFacts } from './DrillFacts';
import { DrillResult } from './DrillResult';
import { nameOf } from './drillWords';
import { useDrill } from './useDrills';
import styles from './drills.module.css';

/** All of one drill, and what can be done with it. */
export function DrillPanel(props: {
  id: string;
  now: Date;
  takeFocus: boolean;
  onClose: () => void;
}) {
  const { id, now, takeFocus, onClose } = props;
  const query = useDrill(id);
  return (
    <SidePanel
      title={query.data?.failureModeTitle ?? 'Drill'}
      place={
        query.data ? `Drill · ${nameOf(query.data.integration)}` : undefined
      }
      closeLabel="Close the drill"
      of={id}
      takeFocus={takeFocus}
      onClose={onClose}
    >
      <QueryState
        what="The drill"
        query={query}
        skeleton={<SkeletonRows rows={3} heightPx={88} />}
      >
        {drill => (
          <>
            <DrillFacts drill={drill} now={now} />
            {drill.plan ? (
              <section className={styles.section}>
                <h3>Plan</h3>
                <p className={styles.words}>{drill.plan}</p>
              </section>
            ) : null}
            {drill.state === 'cancelled' ? (
              <section className={styles.section}>
                <h3>Why it was called off</h3>
                <p className={styles.words}>
                  {drill.cancelReason ?? 'Nobody said why.'}
                </p>
              </section>
            ) : null}
            {drill.state === 'planned' ? (
              <DrillActions key={drill.id} drill={drill} />
            ) : null}
            {drill.state === 'done' ? (
              <DrillResult drill={drill} now={now} />
            ) : null}
          </>
        )}
      </QueryState>
    </SidePanel>
  );
}
