import { TextAreaField, TextField } from '@backstage/ui';
import { ReviewDetail } from '@tieline/plugin-integrations-common/governance';
import { useState } from 'react';
import { ActionDialog } from '../shared/ActionDialog';
import { DayField } from '../shared/DayField';
import { laterDay } from '../shared/days';
import { Segments } from '../shared/Segments';
import shared from '../shared/shared.module.css';
import { useNow } from '../shared/useNow';
import { mayHold } from './reviewPermits';
import { KEEP_OR_END, KeepOrEnd, subjectWords } from './reviewWords';
import { useDecideKeepOrEnd } from './useReviews';

const WHAT = {
  keep: 'Why it stays',
  change: 'What is to change, and why',
  end: 'Why it ends',
};

/** Decides whether the integration stays, is to change, or ends. */
export function KeepOrEndDialog(props: {
  review: ReviewDetail;
  onClose: () => void;
}) {
  const { review, onClose } = props;
  const now = useNow();
  const before = review.keepOrEndDecision;
  const [decision, setDecision] = useState<KeepOrEnd>(
    before?.decision ?? 'keep',
  );
  const [reason, setReason] = useState(before?.reason ?? '');
  const [endOn, setEndOn] = useState(before?.endOn ?? '');
  const [replacement, setReplacement] = useState(before?.replacement ?? '');
  const { mutate, isPending, error } = useDecideKeepOrEnd(review.id);
  const isEnd = decision === 'end';
  return (
    <ActionDialog
      title={`Does ${subjectWords(review)} stay?`}
      onClose={onClose}
      error={error}
      action={{
        label: 'Decide it',
        missing: [
          ...(reason.trim() ? [] : ['the reason']),
          ...(isEnd && !endOn ? ['the day on which it ends'] : []),
        ],
        permitted: mayHold(review.mayHold, review),
        isPending,
        onPress: () =>
          mutate(
            {
              decision,
              reason: reason.trim(),
              ...(isEnd && { endOn }),
              ...(isEnd &&
                replacement.trim() && { replacement: replacement.trim() }),
            },
            { onSuccess: onClose },
          ),
      }}
    >
      <div>
        <Segments
          label="Decision"
          options={KEEP_OR_END}
          value={decision}
          onChange={setDecision}
        />
      </div>
      <TextAreaField
        className={shared.outlinedField}
        label="Reason"
        description={WHAT[decision]}
        value={reason}
        maxLength={5000}
        onChange={setReason}
      />
      {isEnd ? (
        <>
          <DayField
            label="Ends on"
            description="After it nothing may use it any more."
            value={endOn}
            min={laterDay(now, 1)}
            onChange={setEndOn}
          />
          <TextField
            className={shared.outlinedField}
            label="Replacement"
            description="What its users go over to; may stay empty"
            value={replacement}
            maxLength={500}
            onChange={setReplacement}
          />
        </>
      ) : null}
    </ActionDialog>
  );
}
