import { Checkbox, TextField } from '@backstage/ui';
import {
  ReviewDetail,
  ReviewItem,
} from '@tieline/plugin-integrations-common/governance';
import { useState } from 'react';
import { IntegrationField } from '../deprecations/dialogs/IntegrationField';
import { useChecklist } from '../improvement/useImprovement';
import { ActionDialog } from '../shared/ActionDialog';
import { DayField } from '../shared/DayField';
import { laterDay, utcDay } from '../shared/days';
import { onceDone } from '../shared/onceDone';
import shared from '../shared/shared.module.css';
import { useNow } from '../shared/useNow';
import { OwnerField } from '../shared/OwnerField';
import { mayHold } from './reviewPermits';
import { useDispose } from './useReviews';

const OFFERED_DAYS = 30;
/** The API's own bound. */
const LONGEST_TITLE = 300;

/** Offers the check that could close it: evidence is better than a word. */
function ByCheck(props: {
  checkId: string;
  isSelected: boolean;
  onChange: (isSelected: boolean) => void;
}) {
  const { checkId, isSelected, onChange } = props;
  const check = useChecklist().data?.checks.find(({ id }) => id === checkId);
  return (
    <Checkbox isSelected={isSelected} onChange={onChange}>
      It is done when the check “{check?.title ?? checkId}” passes
    </Checkbox>
  );
}

/** Makes a finding of an item: somebody does something about it by a day. */
export function FindingDialog(props: {
  review: ReviewDetail;
  item: ReviewItem;
  onDone: () => void;
  onClose: () => void;
}) {
  const { review, item, onDone, onClose } = props;
  const now = useNow();
  const [title, setTitle] = useState(item.title.slice(0, LONGEST_TITLE));
  const [ownerRef, setOwnerRef] = useState(review.integration?.ownerRef);
  const [dueOn, setDueOn] = useState(() => laterDay(now, OFFERED_DAYS));
  const [isByCheck, setIsByCheck] = useState(true);
  const [entityRef, setEntityRef] = useState<string>();
  const { mutateAsync, isPending, error } = useDispose(review.id, item.id);
  const isOfPortfolio = review.subject === 'portfolio';
  // A check is judged for an integration, not for the portfolio.
  const checkId = !isOfPortfolio || entityRef ? item.checkId : undefined;
  const finding = {
    title: title.trim(),
    ownerRef: ownerRef ?? '',
    dueOn,
    ...(checkId && isByCheck && { checkId }),
    ...(isOfPortfolio && entityRef && { entityRef }),
  };
  return (
    <ActionDialog
      title="Make a finding of it"
      onClose={onClose}
      error={error}
      action={{
        label: 'Record it',
        missing: [
          ...(title.trim() ? [] : ['the title']),
          ...(ownerRef ? [] : ['the owner']),
          ...(dueOn >= utcDay(now) ? [] : ['a day that is not past']),
        ],
        permitted: mayHold(review.mayHold, review),
        isPending,
        onPress: () =>
          onceDone(mutateAsync({ kind: 'finding', finding }), () => {
            onDone();
            onClose();
          }),
      }}
    >
      <TextField
        className={shared.outlinedField}
        label="What is to be done"
        value={title}
        maxLength={LONGEST_TITLE}
        onChange={setTitle}
      />
      {isOfPortfolio ? (
        <IntegrationField
          label="Integration that it concerns; may stay empty"
          value={entityRef}
          onChange={setEntityRef}
        />
      ) : null}
      <OwnerField
        label="Owner"
        description="Who is to do it; they are told, and reminded"
        value={ownerRef}
        onChange={setOwnerRef}
      />
      <DayField
        label="Due on"
        value={dueOn}
        min={utcDay(now)}
        onChange={setDueOn}
      />
      {checkId ? (
        <ByCheck
          checkId={checkId}
          isSelected={isByCheck}
          onChange={setIsByCheck}
        />
      ) : null}
    </ActionDialog>
  );
}
