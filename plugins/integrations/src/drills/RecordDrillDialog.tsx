import { TextAreaField, TextField } from '@backstage/ui';
import { Drill } from '@tieline/plugin-integrations-common/governance';
import { useState } from 'react';
import { toFieldValue } from '../alarms/snoozeTimes';
import { SelectField } from '../deprecations/dialogs/SelectField';
import { ActionDialog } from '../shared/ActionDialog';
import { InstantField } from '../shared/InstantField';
import shared from '../shared/shared.module.css';
import { useScorecard } from '../shared/queries';
import { useNow } from '../shared/useNow';
import {
  artefactProblem,
  minutesProblem,
  missingOfOutcome,
  OutcomeDraft,
  toOutcomeRequest,
} from './drillOutcome';
import { mayManage } from './drillPermits';
import { nameOf, OUTCOMES } from './drillWords';
import { FollowUpFields } from './FollowUpFields';
import { openChecksOf } from './followUps';
import { useRecordDrill } from './useDrills';

/** The planned beginning, or now where that is still to come. */
function offeredInstant({ from }: Drill, now: Date): string {
  return toFieldValue(new Date(Math.min(Date.parse(from), now.getTime())));
}

/** Says how a drill went, what shows it, and what follows. */
export function RecordDrillDialog(props: {
  drill: Drill;
  onClose: () => void;
}) {
  const { drill, onClose } = props;
  const { integration } = drill;
  const now = useNow();
  const [draft, setDraft] = useState<OutcomeDraft>(() => ({
    outcome: '',
    heldAt: offeredInstant(drill, now),
    minutes: '',
    artefact: '',
    notes: '',
    followUps: [],
  }));
  const { namespace, name } = integration;
  const scorecard = useScorecard({ namespace, name }).data;
  const { mutate, isPending, error } = useRecordDrill(drill.id);
  const change = (changes: Partial<OutcomeDraft>) =>
    setDraft(before => ({ ...before, ...changes }));
  const { outcome } = draft;
  const problems = {
    artefact: artefactProblem(draft),
    minutes: minutesProblem(draft),
  };
  return (
    <ActionDialog
      title={`How the drill of ${nameOf(integration)} went`}
      onClose={onClose}
      error={error}
      action={{
        label: 'Record it',
        missing: missingOfOutcome(draft, now),
        permitted: mayManage(drill.mayManage, integration, 'record it'),
        isPending,
        onPress: () =>
          outcome &&
          mutate(toOutcomeRequest({ ...draft, outcome }), {
            onSuccess: onClose,
          }),
      }}
    >
      <p>Once it is recorded, nothing of it can be changed any more.</p>
      <SelectField
        label="Outcome"
        options={OUTCOMES}
        value={outcome}
        placeholder="Choose one"
        onChange={chosen => change({ outcome: chosen })}
      />
      <InstantField
        label="Held at"
        value={draft.heldAt}
        max={toFieldValue(now)}
        onChange={heldAt => change({ heldAt })}
      />
      <TextField
        className={shared.outlinedField}
        label="Minutes until it had recovered"
        description="May stay empty where nobody measured it"
        inputMode="numeric"
        value={draft.minutes}
        maxLength={6}
        validationBehavior="aria"
        validate={() => problems.minutes}
        onChange={minutes => change({ minutes })}
      />
      <TextField
        className={shared.outlinedField}
        label="What shows it"
        description="A link: a record, a dashboard or a recording. With it the drill is tested, without it attested"
        value={draft.artefact}
        maxLength={2000}
        validationBehavior="aria"
        validate={() => problems.artefact}
        onChange={artefact => change({ artefact })}
      />
      <TextAreaField
        className={shared.outlinedField}
        label="How it went"
        value={draft.notes}
        maxLength={10_000}
        onChange={notes => change({ notes })}
      />
      <FollowUpFields
        followUps={draft.followUps}
        ownerRef={integration.ownerRef}
        checks={openChecksOf(scorecard?.outcomes ?? [])}
        now={now}
        onChange={followUps => change({ followUps })}
      />
    </ActionDialog>
  );
}
