import { Button } from '@backstage/ui';
import { integrationChecklistRunPermission } from '@tieline/plugin-integrations-common';
import { EvaluationStep } from '@tieline/plugin-integrations-common/governance';
import { useId } from 'react';
import { formatCount } from '../shared/format';
import sharedStyles from '../shared/shared.module.css';
import { AnswerLabel } from '../shared/StatusLabel';
import { ChecklistRun, useRunChecklist } from './useRunChecklist';
import styles from './evidence.module.css';

function integrations(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'integration' : 'integrations'}`;
}

/** What a screen reader hears: the beginning and the end, not each step. */
function announcement(run: ChecklistRun): string {
  switch (run.phase) {
    case 'running':
      return 'The checklist is running.';
    case 'finished':
      return `${integrations(run.evaluation.done)} judged, ${formatCount(run.evaluation.changed)} changed.`;
    case 'failed':
      return `The checklist did not run to its end: ${run.reason}`;
    default:
      return '';
  }
}

function progressOf(run: ChecklistRun): string | undefined {
  return run.phase === 'running' && run.evaluation
    ? `${formatCount(run.evaluation.done)} of ${integrations(run.evaluation.total)} judged`
    : undefined;
}

const STEP_WORDS: Record<EvaluationStep['state'], string> = {
  waiting: 'waiting',
  running: 'running…',
  done: 'done',
  failed: 'failed',
};

/** Where the run of one integration is, step by step. */
function Steps(props: { steps: EvaluationStep[] }) {
  return (
    <ol aria-label="Steps" className={styles.runSteps}>
      {props.steps.map(({ id, title, state, detail, answer }) => (
        <li
          key={id}
          aria-current={state === 'running' ? 'step' : undefined}
          className={state === 'failed' ? sharedStyles.failing : undefined}
        >
          <span>{title}</span>
          {answer && state === 'done' ? (
            <AnswerLabel state={answer.state} />
          ) : (
            <span className={state === 'waiting' ? sharedStyles.muted : ''}>
              {STEP_WORDS[state]}
            </span>
          )}
          {detail ? <span className={sharedStyles.small}>{detail}</span> : null}
        </li>
      ))}
    </ol>
  );
}

function stepsOf(run: ChecklistRun): EvaluationStep[] | undefined {
  return run.phase === 'running' || run.phase === 'finished'
    ? run.evaluation?.steps
    : undefined;
}

/**
 * Runs the checklist, for all integrations or for the given ones, and says in
 * words how far it is and what came of it.
 */
export function RunChecklist(props: {
  entityRefs?: string[];
  isPrimary?: boolean;
}) {
  const { run, isAllowed, start } = useRunChecklist(props.entityRefs);
  const reasonId = useId();
  const isRefused = isAllowed === false;
  const reason = `You need the permission ${integrationChecklistRunPermission.name} to run the checklist. It runs by itself when evidence changes.`;
  const progress = progressOf(run);
  const steps = stepsOf(run);
  return (
    <div className={styles.run}>
      <span title={isRefused ? reason : undefined}>
        <Button
          variant={props.isPrimary ? 'primary' : 'secondary'}
          isDisabled={!isAllowed || run.phase === 'running'}
          aria-describedby={isRefused ? reasonId : undefined}
          onPress={start}
        >
          Run the checklist
        </Button>
      </span>
      {isRefused ? (
        <span id={reasonId} className={styles.runNote}>
          {reason}
        </span>
      ) : null}
      {progress ? <span className={styles.runNote}>{progress}</span> : null}
      <span
        role="status"
        className={progress ? sharedStyles.hidden : styles.runNote}
      >
        {announcement(run)}
      </span>
      {steps?.length ? <Steps steps={steps} /> : null}
    </div>
  );
}
