import { Question } from '@tieline/plugin-integrations-common/governance';
import shared from '../shared/shared.module.css';
import { useAddress } from '../shared/useAddress';
import { useNow } from '../shared/useNow';
import { GoalPanel } from './GoalPanel';
import { GoalsCard } from './GoalsCard';
import { PainPointsCard } from './PainPointsCard';
import { PilotPanel } from './PilotPanel';
import { PilotsCard } from './PilotsCard';
import { useOpened } from './useOpened';
import styles from './improvement.module.css';

/** Where it hurts most, what is being done about it, and by when. */
export function ImprovementView(props: { questions: readonly Question[] }) {
  const address = useAddress();
  const now = useNow();
  const pilot = useOpened('pilot', address);
  const goal = useOpened('goal', address);
  // One panel at a time: the pilot's, where a link names both.
  const openGoal = pilot.id ? null : goal.id;
  return (
    <div
      className={styles.columns}
      data-open={pilot.id || openGoal ? '' : undefined}
    >
      <div className={shared.stack}>
        <PainPointsCard
          questions={props.questions}
          address={address}
          onOpenPilot={pilot.open}
        />
        <PilotsCard now={now} openId={pilot.id} onOpen={pilot.open} />
        <GoalsCard
          now={now}
          openId={openGoal}
          onOpen={id => {
            address.change({ pilot: undefined }, { replace: true });
            goal.open(id);
          }}
        />
      </div>
      {pilot.id ? (
        <PilotPanel
          id={pilot.id}
          now={now}
          takeFocus={pilot.wasPressed}
          onClose={pilot.close}
        />
      ) : null}
      {openGoal ? (
        <GoalPanel
          id={openGoal}
          now={now}
          takeFocus={goal.wasPressed}
          onClose={goal.close}
        />
      ) : null}
    </div>
  );
}
