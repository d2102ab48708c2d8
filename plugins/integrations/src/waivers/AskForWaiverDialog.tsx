import { TextAreaField } from '@backstage/ui';
import { useState } from 'react';
import { ActionDialog } from '../shared/ActionDialog';
import { DayField } from '../shared/DayField';
import { daysUntil, formatDate, laterDay } from '../shared/days';
import shared from '../shared/shared.module.css';
import { useNow } from '../shared/useNow';
import { useMayAsk } from './waiverPermits';
import { useAskForWaiver } from './useWaivers';

const OFFERED_DAYS = 90;
/** The API's own bound: a waiver is an exception, not a rule. */
const LONGEST_DAYS = 365;

/** What a waiver is asked for. */
export interface WaiverSubject {
  entityRef: string;
  checkId: string;
  /** Of the check. */
  title: string;
}

/** A waiver that another is to take over from. */
export interface RenewedWaiver {
  id: string;
  reason: string;
  until: string;
}

/** Asks for an exception to a check; what it renews gives its reason as a start. */
export function AskForWaiverDialog(props: {
  subject: WaiverSubject;
  renewed?: RenewedWaiver;
  /** What was said when it was refused, as a start. */
  reasonBefore?: string;
  onClose: () => void;
}) {
  const { subject, renewed, reasonBefore, onClose } = props;
  const { entityRef, checkId } = subject;
  const now = useNow();
  const [reason, setReason] = useState(renewed?.reason ?? reasonBefore ?? '');
  const [until, setUntil] = useState(() => laterDay(now, OFFERED_DAYS));
  const permitted = useMayAsk(entityRef);
  const { mutate, isPending, error } = useAskForWaiver();
  const days = until ? daysUntil(until, now) : 0;
  const isPossible = days > 0 && days <= LONGEST_DAYS;
  return (
    <ActionDialog
      title={renewed ? 'Renew a waiver' : 'Ask for a waiver'}
      onClose={onClose}
      error={error}
      action={{
        label: 'Ask for it',
        missing: [
          ...(reason.trim() ? [] : ['the reason']),
          ...(isPossible ? [] : ['a last day within a year from tomorrow']),
        ],
        permitted,
        isPending,
        onPress: () =>
          mutate(
            {
              entityRef,
              checkId,
              reason: reason.trim(),
              until,
              ...(renewed && { renews: renewed.id }),
            },
            { onSuccess: onClose },
          ),
      }}
    >
      <p>
        For <b className={shared.strong}>{subject.title}</b>. Somebody else has
        to approve it.{' '}
        {renewed
          ? `It takes over from the one that holds until ${formatDate(renewed.until, now)}.`
          : 'Until its last day the check is waived, which is no pass, and is shown as such.'}
      </p>
      <TextAreaField
        className={shared.outlinedField}
        label="Reason"
        description="Why it can’t be met now, and what makes that bearable."
        value={reason}
        maxLength={2000}
        onChange={setReason}
      />
      <DayField
        label="Until"
        description="Its last day, at most a year ahead. Then the check counts again."
        value={until}
        min={laterDay(now, 1)}
        max={laterDay(now, LONGEST_DAYS)}
        onChange={setUntil}
      />
    </ActionDialog>
  );
}
