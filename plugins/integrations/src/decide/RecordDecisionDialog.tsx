import { TextAreaField, TextField } from '@backstage/ui';
import { Pattern } from '@tieline/plugin-integrations-common';
import {
  Decision,
  Recommendation,
  RecommendationRequest,
} from '@tieline/plugin-integrations-common/governance';
import { useId, useState } from 'react';
import { FieldError } from '../improvement/FieldError';
import { refusedField } from '../improvement/improvementWords';
import { ActionDialog } from '../shared/ActionDialog';
import { DayField } from '../shared/DayField';
import { utcDay } from '../shared/days';
import shared from '../shared/shared.module.css';
import { useNow } from '../shared/useNow';
import { IntegrationField } from './IntegrationField';
import { RecordedDecision } from './RecordedDecision';
import { useMayRecord, useRecordDecision } from './useDecide';
import { parseIntegration } from './useAnswers';

const FIELDS = [
  'title',
  'pattern',
  'reason',
  'people',
  'entityRef',
  'decidedOn',
] as const;

function peopleOf(text: string): string[] {
  return text.split(/[,\s]+/).filter(ref => ref !== '');
}

function nameOf(entityRef: string | undefined): string {
  return entityRef ? entityRef.slice(entityRef.indexOf(':') + 1) : '';
}

/** Records which pattern was chosen for what was answered; afterwards it shows what is kept of it. */
export function RecordDecisionDialog(props: {
  recommendation: Recommendation;
  /** What the ranking was asked for: the same answers are recorded. */
  request: RecommendationRequest;
  /** What it is about, as a start of the title. */
  about: string;
  pattern: Pattern;
  onClose: () => void;
}) {
  const { recommendation, request, about, onClose } = props;
  const { ranked } = recommendation;
  const [first] = ranked;
  const now = useNow();
  const choiceId = useId();
  const [pattern, setPattern] = useState(props.pattern);
  const [ownTitle, setOwnTitle] = useState<string>();
  const [reason, setReason] = useState('');
  const [people, setPeople] = useState('');
  const [integration, setIntegration] = useState(nameOf(request.entityRef));
  const [decidedOn, setDecidedOn] = useState('');
  const [recorded, setRecorded] = useState<Decision>();
  const permitted = useMayRecord();
  const { mutate, isPending, error } = useRecordDecision();
  const refused = refusedField(error, FIELDS);
  if (recorded) {
    return <RecordedDecision decision={recorded} onClose={onClose} />;
  }
  const title = ownTitle ?? `${about} as ${pattern}`;
  const isOther = pattern !== first.pattern;
  const isReasonMissing = isOther && !reason.trim();
  const isFuture = decidedOn > utcDay(now);
  const chosen = parseIntegration(integration);
  const record = () => {
    const { profile, sourceRef, targetRefs } = request;
    mutate(
      {
        title: title.trim(),
        profile,
        pattern,
        ...(reason.trim() && { reason: reason.trim() }),
        ...(chosen
          ? { entityRef: `integration:${chosen.namespace}/${chosen.name}` }
          : {
              ...(sourceRef && { sourceRef }),
              ...(targetRefs && { targetRefs }),
            }),
        ...(peopleOf(people).length && { people: peopleOf(people) }),
        ...(decidedOn && { decidedOn }),
      },
      { onSuccess: setRecorded },
    );
  };
  return (
    <ActionDialog
      title="Record the decision"
      onClose={onClose}
      error={refused ? null : error}
      action={{
        label: 'Record it',
        missing: [
          ...(title.trim() ? [] : ['the title']),
          ...(isReasonMissing ? ['the reason'] : []),
          ...(integration.trim() && !chosen
            ? ['the integration as namespace/name']
            : []),
          ...(isFuture ? ['a day that is not in the future'] : []),
        ],
        permitted,
        isPending,
        onPress: record,
      }}
    >
      <p>
        The ranking is kept with it as it is now, by matrix{' '}
        {recommendation.matrixVersion}.
      </p>
      <TextField
        className={shared.outlinedField}
        label="Title"
        value={title}
        maxLength={200}
        onChange={setOwnTitle}
      />
      <FieldError field="title" refused={refused} error={error} />
      <div className={shared.field}>
        <label htmlFor={choiceId}>Choice</label>
        <select
          id={choiceId}
          value={pattern}
          onChange={event => setPattern(event.target.value as Pattern)}
        >
          {ranked.map(one => (
            <option key={one.pattern} value={one.pattern}>
              {one.rank}. {one.pattern}
              {one.rank === 1 ? ' (recommended)' : ''}
            </option>
          ))}
        </select>
      </div>
      <FieldError field="pattern" refused={refused} error={error} />
      <TextAreaField
        className={shared.outlinedField}
        label="Reason"
        description={
          isOther
            ? `Needed: ${first.pattern} is first, so say why it is to be ${pattern}.`
            : 'Without one, the reason of the ranking is kept.'
        }
        isRequired={isOther}
        value={reason}
        maxLength={5000}
        onChange={setReason}
      />
      <FieldError field="reason" refused={refused} error={error} />
      <TextField
        className={shared.outlinedField}
        label="Who decided it with you"
        description="Users or groups of the catalog, with commas between."
        placeholder="user:default/mira, group:default/platform"
        value={people}
        onChange={setPeople}
      />
      <FieldError field="people" refused={refused} error={error} />
      <IntegrationField
        label="Integration (where there is one)"
        value={integration}
        note="A later decision about the same one supersedes this."
        onChange={setIntegration}
      />
      <FieldError field="entityRef" refused={refused} error={error} />
      <DayField
        label="Decided on (today, if left open)"
        isOptional
        value={decidedOn}
        max={utcDay(now)}
        onChange={setDecidedOn}
      />
      <FieldError field="decidedOn" refused={refused} error={error} />
    </ActionDialog>
  );
}
