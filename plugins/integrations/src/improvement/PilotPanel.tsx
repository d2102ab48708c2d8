import { MarkdownContent } from '@backstage/core-components';
import { integrationPilotManagePermission } from '@tieline/plugin-integrations-common';
import { Pilot } from '@tieline/plugin-integrations-common/governance';
import { Publisher } from '../contracts/Publisher';
import { formatDate } from '../shared/days';
import { DialogButton } from '../shared/DialogButton';
import { EntityLink, IntegrationLink } from '../shared/EntityLink';
import { formatMoment } from '../shared/format';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import shared from '../shared/shared.module.css';
import { SidePanel } from '../shared/SidePanel';
import { outcomeWord, permittedIf, yesWords } from './improvementWords';
import { MeasureTable, PilotChart, PilotChecks } from './PilotFigures';
import { ReasonDialog } from './ReasonDialog';
import { usePilot, useStopPilot } from './useImprovement';
import { WriteUpDialog } from './WriteUpDialog';
import styles from './improvement.module.css';

function StopPilotDialog(props: { pilot: Pilot; onClose: () => void }) {
  const { pilot, onClose } = props;
  const { mutate, isPending, error } = useStopPilot(pilot.id);
  return (
    <ReasonDialog
      title="Stop the pilot"
      label="Stop it"
      isPending={isPending}
      error={error}
      onConfirm={reason => mutate(reason, { onSuccess: onClose })}
      onClose={onClose}
    >
      It ends without a write-up, and the team may start another one. A pilot
      that taught something is better written up, also where it did not work.
    </ReasonDialog>
  );
}

function Actions({ pilot }: { pilot: Pilot }) {
  const permitted = (purpose: string) =>
    permittedIf(
      pilot.mayManage,
      integrationPilotManagePermission.name,
      purpose,
    );
  const writeUp = (close: () => void) => (
    <WriteUpDialog pilot={pilot} onClose={close} />
  );
  if (pilot.state === 'stopped') {
    return null;
  }
  return (
    <div className={`${shared.actions} ${styles.section}`}>
      {pilot.state === 'active' ? (
        <>
          <DialogButton
            isPrimary
            permitted={permitted('write it up')}
            dialog={writeUp}
          >
            Write it up…
          </DialogButton>
          <DialogButton
            permitted={permitted('stop it')}
            dialog={close => <StopPilotDialog pilot={pilot} onClose={close} />}
          >
            Stop…
          </DialogButton>
        </>
      ) : (
        <DialogButton
          permitted={permitted('correct the write-up')}
          dialog={writeUp}
        >
          Correct the write-up…
        </DialogButton>
      )}
    </div>
  );
}

function Facts(props: { pilot: Pilot; now: Date }) {
  const { pilot, now } = props;
  const { integration, ownerRef, until, endedAt, stopReason } = pilot;
  return (
    <section className={styles.section} aria-label="Facts">
      <dl className={styles.facts}>
        <dt>State</dt>
        <dd>
          {pilot.state}
          {pilot.writeUp ? `, ${outcomeWord(pilot.writeUp.outcome)}` : ''}
        </dd>
        <dt>Integration</dt>
        <dd>
          <IntegrationLink
            integration={integration}
            tab="scorecard"
            className={shared.link}
          />
        </dd>
        <dt>Team</dt>
        <dd>{ownerRef ? <EntityLink entityRef={ownerRef} /> : 'no owner'}</dd>
        <dt>Started</dt>
        <dd>
          {formatMoment(pilot.startedAt, now)} by{' '}
          <Publisher by={pilot.startedBy} />
        </dd>
        {until ? (
          <>
            <dt>By</dt>
            <dd>{formatDate(until, now)}</dd>
          </>
        ) : null}
        {endedAt ? (
          <>
            <dt>Ended</dt>
            <dd>
              {formatMoment(endedAt, now)} by <Publisher by={pilot.endedBy} />
            </dd>
          </>
        ) : null}
        <dt>Answers</dt>
        <dd>
          {yesWords(pilot.baseline)} before, {yesWords(pilot.now)}{' '}
          {endedAt ? 'at the end' : 'now'}
        </dd>
      </dl>
      <p className={styles.words}>{pilot.reason}</p>
      {stopReason ? (
        <p className={styles.words}>Stopped because: {stopReason}</p>
      ) : null}
    </section>
  );
}

/** All of one pilot: before and after, what it taught, what can be done. */
export function PilotPanel(props: {
  id: string;
  now: Date;
  takeFocus: boolean;
  onClose: () => void;
}) {
  const { id, now, takeFocus, onClose } = props;
  const query = usePilot(id);
  return (
    <SidePanel
      title={query.data?.title ?? 'Pilot'}
      place="Pilot"
      closeLabel="Close the pilot"
      of={id}
      takeFocus={takeFocus}
      onClose={onClose}
    >
      <QueryState
        what="The pilot"
        query={query}
        skeleton={<SkeletonRows rows={4} heightPx={88} />}
      >
        {pilot => (
          <>
            <Facts pilot={pilot} now={now} />
            <Actions key={pilot.id} pilot={pilot} />
            {pilot.writeUp ? (
              <section className={styles.section} aria-label="Write-up">
                <div className={styles.markdown}>
                  <MarkdownContent content={pilot.writeUp.text} />
                </div>
                <p className={`${shared.small} ${shared.muted}`}>
                  <Publisher by={pilot.writeUp.by} />,{' '}
                  {formatMoment(pilot.writeUp.at, now)}
                </p>
              </section>
            ) : null}
            <section className={styles.section}>
              <h3>Before and after</h3>
              <MeasureTable pilot={pilot} />
              <PilotChecks pilot={pilot} />
            </section>
            <section className={styles.section}>
              <h3>Day by day</h3>
              <PilotChart pilot={pilot} />
            </section>
          </>
        )}
      </QueryState>
    </SidePanel>
  );
}
