import { TextField } from '@backstage/ui';
import {
  Goal,
  GoalFilter,
  GoalRequest,
} from '@tieline/plugin-integrations-common/governance';
import { useState } from 'react';
import { ActionDialog } from '../shared/ActionDialog';
import { Choice } from '../shared/Choice';
import { DayField } from '../shared/DayField';
import { laterDay } from '../shared/days';
import { shortName } from '../shared/EntityLink';
import { useIntegrations } from '../shared/queries';
import { Segments } from '../shared/Segments';
import shared from '../shared/shared.module.css';
import { useNow } from '../shared/useNow';
import { FieldError } from './FieldError';
import { refusedField } from './improvementWords';
import { TickList } from './TickList';
import { useChecklist, useSaveGoal } from './useImprovement';
import styles from './improvement.module.css';

const OFFERED_DAYS = 120;
const FIELDS = [
  'title',
  'checkIds',
  'questionIds',
  'filter',
  'dueOn',
  'ownerRef',
] as const;
const KINDS = [
  { id: 'checks', title: 'Checks' },
  { id: 'questions', title: 'Questions' },
] as const;
const FILTERS: ReadonlyArray<{ id: keyof GoalFilter; title: string }> = [
  { id: 'criticality', title: 'Criticality' },
  { id: 'owner', title: 'Team' },
  { id: 'system', title: 'System' },
  { id: 'domain', title: 'Domain' },
  { id: 'pattern', title: 'Pattern' },
  { id: 'interaction', title: 'Interaction' },
  { id: 'lifecycle', title: 'Lifecycle' },
];

function FilterChoices(props: {
  filter: GoalFilter;
  onChange: (filter: GoalFilter) => void;
}) {
  const { filter, onChange } = props;
  const facets = useIntegrations({ limit: 1 }, { slow: true }).data?.facets;
  return (
    <div className={styles.fields}>
      {FILTERS.map(({ id, title }) => {
        const chosen = filter[id] ?? [];
        const options = (facets?.[id] ?? [])
          .filter(({ value }) => value !== 'none')
          .map(({ value }) => ({
            id: value,
            title: value.includes(':') ? shortName(value) : value,
          }));
        if (!options.length && !chosen.length) {
          return null;
        }
        return chosen.length > 1 ? (
          <span key={id}>
            {title}: {chosen.join(', ')}
          </span>
        ) : (
          <Choice
            key={id}
            label={title}
            all="any"
            options={options}
            value={chosen[0] ?? null}
            onChange={value =>
              onChange({ ...filter, [id]: value ? [value] : undefined })
            }
          />
        );
      })}
    </div>
  );
}

/** Sets a goal, or changes one. */
export function GoalDialog(props: { goal?: Goal; onClose: () => void }) {
  const { goal, onClose } = props;
  const now = useNow();
  const [title, setTitle] = useState(goal?.title ?? '');
  const [kind, setKind] = useState<'checks' | 'questions'>(
    goal?.questionIds.length ? 'questions' : 'checks',
  );
  const [checkIds, setCheckIds] = useState<string[]>(goal?.checkIds ?? []);
  const [questionIds, setQuestionIds] = useState<string[]>(
    goal?.questionIds ?? [],
  );
  const [filter, setFilter] = useState<GoalFilter>(goal?.filter ?? {});
  const [dueOn, setDueOn] = useState(
    () => goal?.dueOn ?? laterDay(now, OFFERED_DAYS),
  );
  const [ownerRef, setOwnerRef] = useState(goal?.ownerRef ?? '');
  const checklist = useChecklist().data;
  const { mutate, isPending, error } = useSaveGoal(goal?.id);
  const refused = refusedField(error, FIELDS);
  const asked = kind === 'checks' ? checkIds : questionIds;
  const request: GoalRequest = {
    title: title.trim(),
    ...(kind === 'checks' ? { checkIds } : { questionIds }),
    filter: Object.fromEntries(
      Object.entries(filter).filter(([, values]) => values?.length),
    ),
    dueOn,
    ...(ownerRef.trim() && { ownerRef: ownerRef.trim() }),
  };
  return (
    <ActionDialog
      title={goal ? 'Change the goal' : 'Set a goal'}
      onClose={onClose}
      error={refused ? null : error}
      action={{
        label: goal ? 'Change it' : 'Set it',
        missing: [
          ...(title.trim() ? [] : ['the title']),
          ...(asked.length ? [] : ['at least one check or question']),
          ...(dueOn >= laterDay(now, 1) ? [] : ['a day later than today']),
        ],
        isPending,
        onPress: () => mutate(request, { onSuccess: onClose }),
      }}
    >
      <TextField
        className={shared.outlinedField}
        label="Title"
        placeholder="All critical ones have a drilled DLQ by March"
        value={title}
        maxLength={200}
        onChange={setTitle}
      />
      <FieldError field="title" refused={refused} error={error} />
      <div>
        <Segments
          label="What is to be there"
          options={KINDS}
          value={kind}
          onChange={setKind}
        />
      </div>
      {kind === 'checks' ? (
        <TickList
          legend="These checks pass"
          options={checklist?.checks ?? []}
          ticked={checkIds}
          onChange={setCheckIds}
        />
      ) : (
        <TickList
          legend="These questions are answered yes"
          options={checklist?.questions ?? []}
          ticked={questionIds}
          onChange={setQuestionIds}
        />
      )}
      <FieldError field="checkIds" refused={refused} error={error} />
      <FieldError field="questionIds" refused={refused} error={error} />
      <FilterChoices filter={filter} onChange={setFilter} />
      <FieldError field="filter" refused={refused} error={error} />
      <DayField
        label="Due on"
        value={dueOn}
        min={laterDay(now, 1)}
        onChange={setDueOn}
      />
      <FieldError field="dueOn" refused={refused} error={error} />
      <TextField
        className={shared.outlinedField}
        label="Who looks after it"
        description="A group or a user of the catalog. They are reminded."
        placeholder="group:default/platform"
        value={ownerRef}
        maxLength={500}
        onChange={setOwnerRef}
      />
      <FieldError field="ownerRef" refused={refused} error={error} />
    </ActionDialog>
  );
}
