import { integrationGoalManagePermission } from '@tieline/plugin-integrations-common';
import {
  Goal,
  GoalDetail,
} from '@tieline/plugin-integrations-common/governance';
import { DayChart } from '../shared/DayChart';
import { formatDate, utcDay } from '../shared/days';
import { DialogButton } from '../shared/DialogButton';
import { IntegrationLink } from '../shared/EntityLink';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import shared from '../shared/shared.module.css';
import { SidePanel } from '../shared/SidePanel';
import { ResultLabel } from '../shared/StatusLabel';
import { GoalDialog } from './GoalDialog';
import { GoalStateLabel } from './GoalsCard';
import {
  forecastWords,
  formatFactor,
  permittedIf,
  progressWords,
} from './improvementWords';
import { NextStepLink } from './NextStepLink';
import { ReasonDialog } from './ReasonDialog';
import { useCloseGoal, useGoal } from './useImprovement';
import styles from './improvement.module.css';

function CloseGoalDialog(props: { goal: Goal; onClose: () => void }) {
  const { goal, onClose } = props;
  const { mutate, isPending, error } = useCloseGoal(goal.id);
  return (
    <ReasonDialog
      title="Close the goal"
      label="Close it"
      isPending={isPending}
      error={error}
      onConfirm={reason => mutate(reason, { onSuccess: onClose })}
      onClose={onClose}
    >
      {progressWords(goal)}. Nobody is reminded of it any more; it stays in the
      list as closed.
    </ReasonDialog>
  );
}

function Actions({ goal }: { goal: Goal }) {
  const permitted = (purpose: string) =>
    permittedIf(goal.mayManage, integrationGoalManagePermission.name, purpose);
  if (goal.state === 'closed') {
    return null;
  }
  return (
    <div className={`${shared.actions} ${styles.section}`}>
      <DialogButton
        permitted={permitted('change it')}
        dialog={close => <GoalDialog goal={goal} onClose={close} />}
      >
        Change…
      </DialogButton>
      <DialogButton
        permitted={permitted('close it')}
        dialog={close => <CloseGoalDialog goal={goal} onClose={close} />}
      >
        Close…
      </DialogButton>
    </div>
  );
}

function BurnDown(props: { goal: GoalDetail; now: Date }) {
  const { goal, now } = props;
  if (!goal.points.length) {
    return <p className={shared.muted}>No day has been recorded yet.</p>;
  }
  return (
    <DayChart
      title="Still open by day"
      parameter="goal-as"
      points={goal.points}
      until={goal.closedAt?.slice(0, 10) ?? utcDay(now)}
      marked={{
        day: goal.dueOn,
        title: `dashed: due ${formatDate(goal.dueOn, now)}`,
      }}
      series={[
        {
          id: 'open',
          title: 'still open',
          valueOf: ({ total, met }) => total - met,
        },
        { id: 'total', title: 'of all', isDashed: true, valueOf: p => p.total },
      ]}
      format={formatFactor}
      fileName={`goal-${goal.id}.csv`}
    />
  );
}

function Open({ goal }: { goal: GoalDetail }) {
  if (!goal.open.length) {
    return (
      <p>
        {goal.total
          ? 'Nothing is open.'
          : 'It applies to no integration, so there is nothing to do and nothing is met.'}
      </p>
    );
  }
  return (
    <ul aria-label="Still open" className={styles.touched}>
      {goal.open.map(({ integration, missing }) => (
        <li key={integration.entityRef}>
          <IntegrationLink
            integration={integration}
            tab="scorecard"
            className={shared.link}
          />
          <ul>
            {missing.map(outcome => (
              <li key={outcome.checkId}>
                <ResultLabel result={outcome.result} />
                <span>
                  {outcome.title}: {outcome.reason}{' '}
                  {outcome.nextStep ? (
                    <NextStepLink nextStep={outcome.nextStep} />
                  ) : null}
                </span>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

/** All of one goal: its burn-down, its forecast, and what is still open. */
export function GoalPanel(props: {
  id: string;
  now: Date;
  takeFocus: boolean;
  onClose: () => void;
}) {
  const { id, now, takeFocus, onClose } = props;
  const query = useGoal(id);
  return (
    <SidePanel
      title={query.data?.title ?? 'Goal'}
      place="Goal"
      closeLabel="Close the panel"
      of={id}
      takeFocus={takeFocus}
      onClose={onClose}
    >
      <QueryState
        what="The goal"
        query={query}
        skeleton={<SkeletonRows rows={4} heightPx={88} />}
      >
        {goal => (
          <>
            <section className={styles.section} aria-label="Progress">
              <p>
                <GoalStateLabel state={goal.state} />, {progressWords(goal)},
                due {formatDate(goal.dueOn, now)}
              </p>
              <p>{forecastWords(goal.forecast, now)}</p>
              {goal.closeReason ? (
                <p className={styles.words}>
                  Closed because: {goal.closeReason}
                </p>
              ) : null}
            </section>
            <Actions key={goal.id} goal={goal} />
            <section className={styles.section}>
              <h3>Burn-down</h3>
              <BurnDown goal={goal} now={now} />
            </section>
            <section className={styles.section}>
              <h3>Still open</h3>
              <Open goal={goal} />
            </section>
          </>
        )}
      </QueryState>
    </SidePanel>
  );
}
