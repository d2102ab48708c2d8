import { Checkbox } from '@backstage/ui';
import { integrationEndingManagePermission } from '@tieline/plugin-integrations-common';
import {
  ContractId,
  Ending,
  EndingSubject,
} from '@tieline/plugin-integrations-common/contracts';
import { useState } from 'react';
import { toFieldValue } from '../../alarms/snoozeTimes';
import { InstantField } from '../../shared/InstantField';
import { onceDone } from '../../shared/onceDone';
import { usePermitted } from '../../shared/usePermitted';
import { useAnnounceEnding } from '../useEndings';
import { ActionDialog } from '../../shared/ActionDialog';
import { emptyPlan, missingOf, PlanDraft, toPlan } from './planDraft';
import { PlanFields } from './PlanFields';
import { SubjectDraft, SubjectFields, toSubject } from './SubjectFields';
import { subjectWords } from './subjectWords';
import { ToldConsumers } from './ToldConsumers';

/** What the permission is asked for; undefined until it is chosen. */
function resourceOf(draft: SubjectDraft) {
  const { kind, contract, integrationRef } = draft;
  if (kind === 'version') {
    return contract;
  }
  return integrationRef ? { integrationRef } : undefined;
}

/** What is known already of what a vendor ends. */
export interface VendorDraft {
  /** Which it may be a version of. */
  contract?: ContractId;
  integrationRef?: string;
  /** ISO 8601. */
  announcedAt?: string;
  sunsetAt?: string;
  /** What there is to read about it. */
  note?: string;
}

const fieldOf = (instant: string | undefined) =>
  instant ? toFieldValue(new Date(instant)) : '';

/**
 * Announces that a contract version or an integration ends.
 *
 * @param props - without `subject`, what ends is chosen first; with `vendor`,
 *   it is somebody else's, and what is known of it is filled in
 */
export function DeprecateDialog(props: {
  subject?: EndingSubject;
  vendor?: VendorDraft;
  onClose: () => void;
  onAnnounced?: (ending: Ending) => void;
}) {
  const { subject: given, vendor, onClose, onAnnounced } = props;
  const [chosen, setChosen] = useState<SubjectDraft>({
    kind: 'version',
    version: '',
    contract: vendor?.contract,
    integrationRef: vendor?.integrationRef,
    ...given,
  });
  const [plan, setPlan] = useState(() => ({
    ...emptyPlan(chosen.kind),
    sunset: fieldOf(vendor?.sunsetAt),
    note: vendor?.note ?? '',
  }));
  const [isForeign, setIsForeign] = useState(vendor !== undefined);
  const [announced, setAnnounced] = useState(() =>
    fieldOf(vendor?.announcedAt),
  );
  const { mutateAsync, isPending, error } = useAnnounceEnding();
  const subject = toSubject(chosen);
  const permitted = usePermitted(
    integrationEndingManagePermission,
    'announce that it ends',
    resourceOf(chosen),
  );
  const choose = (next: SubjectDraft) => {
    setChosen(next);
    if (next.kind !== chosen.kind) {
      // What was written stays; only the kind of replacement follows.
      const { choice } = emptyPlan(next.kind).replacement;
      setPlan({ ...plan, replacement: { ...plan.replacement, choice } });
    }
  };
  const announce = () =>
    onceDone(
      mutateAsync({
        subject: subject!,
        ...toPlan(plan, chosen.contract),
        ...(isForeign && { isForeign }),
        ...(isForeign &&
          announced && { announcedAt: new Date(announced).toISOString() }),
      }),
      ending => {
        onAnnounced?.(ending);
        onClose();
      },
    );
  return (
    <ActionDialog
      title={
        given
          ? `Deprecate ${subjectWords(given)}`
          : 'Deprecate a version or an integration'
      }
      onClose={onClose}
      error={error}
      action={{
        label: 'Announce its end',
        missing: [
          ...(subject ? [] : ['what ends']),
          ...missingOf(plan, chosen.contract),
        ],
        permitted,
        isPending,
        onPress: announce,
      }}
    >
      {given ? null : <SubjectFields value={chosen} onChange={choose} />}
      <PlanFields
        subject={chosen}
        value={plan}
        onChange={(next: PlanDraft) => setPlan(next)}
      />
      <Checkbox isSelected={isForeign} onChange={setIsForeign}>
        It is a vendor’s: its end is told here, and decided elsewhere
      </Checkbox>
      {isForeign ? (
        <InstantField
          label="When the vendor announced it, if it was before today"
          value={announced}
          isOptional
          onChange={setAnnounced}
        />
      ) : null}
      {subject ? <ToldConsumers subject={subject} /> : null}
    </ActionDialog>
  );
}
