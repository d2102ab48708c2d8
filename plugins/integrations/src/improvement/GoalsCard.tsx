import { integrationGoalManagePermission } from '@tieline/plugin-integrations-common';
import {
  Goal,
  GoalState,
} from '@tieline/plugin-integrations-common/governance';
import { distanceWords, formatDate } from '../shared/days';
import { DialogButton } from '../shared/DialogButton';
import { EntityLink } from '../shared/EntityLink';
import { Card } from '../shared/Frame';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import shared from '../shared/shared.module.css';
import { GoalDialog } from './GoalDialog';
import {
  forecastWords,
  GOAL_WORDS,
  permittedIf,
  progressWords,
} from './improvementWords';
import { useGoals } from './useImprovement';
import styles from './improvement.module.css';

const LOOKS: Record<GoalState, string> = {
  missed: shared.failing,
  late: shared.degraded,
  unknown: shared.unmeasured,
  'on-track': shared.pass,
  met: shared.pass,
  closed: shared.muted,
};

/** A goal's state as a word in its colour. */
export function GoalStateLabel(props: { state: GoalState }) {
  return (
    <span className={`${shared.strong} ${LOOKS[props.state]}`}>
      {GOAL_WORDS[props.state]}
    </span>
  );
}

function GoalItem(props: {
  goal: Goal;
  now: Date;
  isOpened: boolean;
  onOpen: (id: string) => void;
}) {
  const { goal, now, isOpened, onOpen } = props;
  const { total, met, dueOn, state } = goal;
  const isOver = state === 'closed' || state === 'met';
  return (
    <li className={styles.item} data-open={isOpened || undefined}>
      <div className={styles.between}>
        <button
          id={`goal-${goal.id}`}
          type="button"
          className={shared.nameButton}
          aria-expanded={isOpened}
          onClick={() => onOpen(goal.id)}
        >
          {goal.title}
        </button>
        <GoalStateLabel state={state} />
      </div>
      <div className={styles.between}>
        <span>{progressWords(goal)}</span>
        <span>
          due {formatDate(dueOn, now)}
          {isOver ? '' : `, ${distanceWords(dueOn, now)}`}
        </span>
      </div>
      <div className={styles.bar} aria-hidden>
        <span style={{ width: total ? `${(100 * met) / total}%` : 0 }} />
      </div>
      <p className={`${shared.small} ${shared.muted}`}>
        {isOver ? '' : forecastWords(goal.forecast, now)}{' '}
        {goal.ownerRef ? (
          <>
            Looked after by <EntityLink entityRef={goal.ownerRef} />.
          </>
        ) : (
          'Nobody looks after it.'
        )}
      </p>
    </li>
  );
}

/** Goals with a date: how far they are, and when they will be met. */
export function GoalsCard(props: {
  now: Date;
  openId: string | null;
  onOpen: (id: string) => void;
}) {
  const { now, openId, onOpen } = props;
  const query = useGoals();
  return (
    <Card
      title="Goals"
      end={
        <DialogButton
          permitted={permittedIf(
            query.data?.maySet,
            integrationGoalManagePermission.name,
            'set a goal',
          )}
          dialog={close => <GoalDialog onClose={close} />}
        >
          Set a goal…
        </DialogButton>
      }
    >
      <QueryState
        what="The goals"
        query={query}
        skeleton={<SkeletonRows rows={2} heightPx={96} />}
      >
        {({ items }) =>
          items.length ? (
            <ul aria-label="Goals">
              {items.map(goal => (
                <GoalItem
                  key={goal.id}
                  goal={goal}
                  now={now}
                  isOpened={goal.id === openId}
                  onOpen={onOpen}
                />
              ))}
            </ul>
          ) : (
            <p className={styles.note}>
              No goal is set. A goal says by when a set of integrations passes
              some checks, and is reminded of as its day nears.
            </p>
          )
        }
      </QueryState>
    </Card>
  );
}
