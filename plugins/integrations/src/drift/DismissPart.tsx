import { Button, TextAreaField } from '@backstage/ui';
import { DriftItem } from '@tieline/plugin-integrations-common/telemetry';
import { FormEvent, useId, useState } from 'react';
import { formatCount } from '../shared/format';
import { onceDone } from '../shared/onceDone';
import { Segments } from '../shared/Segments';
import shared from '../shared/shared.module.css';
import { NO_PERMISSION, useDismissal } from './useDriftQueries';
import styles from './drift.module.css';

const UNTIL = [
  { id: '30', title: '30 days' },
  { id: '90', title: '90 days' },
  { id: '180', title: '180 days' },
  { id: '365', title: 'A year' },
] as const;

/** Takes a difference out of the list for a while. */
export function DismissPart(props: {
  item: DriftItem;
  onDismissed: (item: DriftItem) => void;
}) {
  const { item, onDismissed } = props;
  const { dismiss, isAllowed } = useDismissal();
  const [reason, setReason] = useState('');
  const [days, setDays] = useState<(typeof UNTIL)[number]['id']>('90');
  const noteId = useId();
  const isRefused = isAllowed === false;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onceDone(
      dismiss.mutateAsync({
        id: item.id,
        reason: reason.trim(),
        expiresInDays: Number(days),
      }),
      onDismissed,
    );
  };
  return (
    <form className={styles.part} onSubmit={submit}>
      <TextAreaField
        label="Reason"
        description="Others read it beside your name."
        value={reason}
        onChange={setReason}
        isDisabled={isRefused}
        isRequired
      />
      <div className={styles.until}>
        <span className={shared.small}>For</span>
        <Segments
          label="How long"
          options={UNTIL}
          value={days}
          onChange={setDays}
        />
      </div>
      <p className={`${shared.small} ${shared.muted}`}>
        It comes back then, or before when its traffic is more than twice that
        of the busiest of the last seven days
        {item.callsLastDay
          ? ` (last 24 h: ${formatCount(item.callsLastDay)})`
          : ''}
        .
      </p>
      <Button
        type="submit"
        variant="primary"
        isDisabled={!isAllowed || !reason.trim()}
        isPending={dismiss.isPending}
        aria-describedby={isRefused ? noteId : undefined}
      >
        Dismiss
      </Button>
      {isRefused ? (
        <p id={noteId} className={`${shared.small} ${shared.muted}`}>
          {NO_PERMISSION}
        </p>
      ) : null}
      {dismiss.error ? (
        <p role="alert" className={shared.fail}>
          {dismiss.error.message}
        </p>
      ) : null}
    </form>
  );
}
