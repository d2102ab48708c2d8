import { TextAreaField, TextField } from '@backstage/ui';
import { PainPoint } from '@tieline/plugin-integrations-common/governance';
import { useId, useState } from 'react';
import { ActionDialog } from '../shared/ActionDialog';
import { DayField } from '../shared/DayField';
import { laterDay, utcDay } from '../shared/days';
import shared from '../shared/shared.module.css';
import { useNow } from '../shared/useNow';
import { FieldError } from './FieldError';
import { refusedField } from './improvementWords';
import { TickList } from './TickList';
import { useChecklist, useStartPilot } from './useImprovement';

const OFFERED_DAYS = 90;
const FIELDS = ['title', 'entityRef', 'checkIds', 'reason', 'until'] as const;

/** The proposed integration first, then the others of the pain point. */
function candidatesOf({ proposal, integrations }: PainPoint) {
  const all = [
    ...(proposal ? [proposal.integration] : []),
    ...integrations.map(({ integration }) => integration),
  ];
  return [...new Map(all.map(one => [one.entityRef, one])).values()];
}

/** Starts an improvement with one integration; its figures are frozen then. */
export function StartPilotDialog(props: {
  point: PainPoint;
  onClose: () => void;
}) {
  const { point, onClose } = props;
  const { proposal, checkId, questionId } = point;
  const now = useNow();
  const selectId = useId();
  const candidates = candidatesOf(point);
  const [title, setTitle] = useState(point.title);
  const [entityRef, setEntityRef] = useState(candidates[0]?.entityRef ?? '');
  const [checkIds, setCheckIds] = useState(proposal?.checkIds ?? [checkId]);
  const [reason, setReason] = useState(proposal?.reason ?? '');
  const [until, setUntil] = useState(() => laterDay(now, OFFERED_DAYS));
  const checklist = useChecklist();
  const { mutate, isPending, error } = useStartPilot();
  const refused = refusedField(error, FIELDS);
  const known = new Map(
    (checklist.data?.checks ?? [])
      .filter(check => check.questionId === questionId)
      .map(({ id, title: name }) => [id, name]),
  );
  const offered = [
    ...new Set([checkId, ...(proposal?.checkIds ?? []), ...known.keys()]),
  ].map(id => ({
    id,
    title: id === checkId ? point.title : (known.get(id) ?? id),
  }));
  return (
    <ActionDialog
      title="Start a pilot"
      onClose={onClose}
      error={refused ? null : error}
      action={{
        label: 'Start it',
        missing: [
          ...(title.trim() ? [] : ['the title']),
          ...(entityRef ? [] : ['the integration']),
          ...(checkIds.length ? [] : ['at least one check']),
          ...(until && until < utcDay(now) ? ['a day that is not past'] : []),
        ],
        isPending,
        onPress: () =>
          mutate(
            {
              title: title.trim(),
              entityRef,
              checkIds,
              ...(reason.trim() && { reason: reason.trim() }),
              ...(until && { until }),
            },
            { onSuccess: onClose },
          ),
      }}
    >
      <p>
        The answers and figures of today are frozen as the baseline. A team has
        one active pilot at a time.
      </p>
      <TextField
        className={shared.outlinedField}
        label="Title"
        value={title}
        maxLength={200}
        onChange={setTitle}
      />
      <FieldError field="title" refused={refused} error={error} />
      <div className={shared.field}>
        <label htmlFor={selectId}>Integration</label>
        <select
          id={selectId}
          value={entityRef}
          onChange={event => setEntityRef(event.target.value)}
        >
          {candidates.map(one => (
            <option key={one.entityRef} value={one.entityRef}>
              {one.title ?? one.name}
              {one.entityRef === proposal?.integration.entityRef
                ? ' (proposed)'
                : ''}
            </option>
          ))}
        </select>
      </div>
      <FieldError field="entityRef" refused={refused} error={error} />
      <TickList
        legend="What it is to pass in the end"
        options={offered}
        ticked={checkIds}
        onChange={setCheckIds}
      />
      <FieldError field="checkIds" refused={refused} error={error} />
      <TextAreaField
        className={shared.outlinedField}
        label="Reason"
        description="Why this integration."
        value={reason}
        maxLength={2000}
        onChange={setReason}
      />
      <FieldError field="reason" refused={refused} error={error} />
      <DayField
        label="By when"
        isOptional
        value={until}
        min={utcDay(now)}
        onChange={setUntil}
      />
      <FieldError field="until" refused={refused} error={error} />
    </ActionDialog>
  );
}
