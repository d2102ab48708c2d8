import {
  Button,
  Combobox,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  TextField,
} from '@backstage/ui';
import { useState } from 'react';
import { InstantField } from '../shared/InstantField';
import shared from '../shared/shared.module.css';
import { toFieldValue } from './snoozeTimes';
import { useAddMaintenance, useSubjects } from './useMaintenance';
import styles from './alarms.module.css';

/** As long as most maintenance takes. */
const USUAL_MS = 2 * 3_600_000;

/** Asks what is worked on, when, and why. */
export function MaintenanceDialog(props: { now: Date; onClose: () => void }) {
  const { now, onClose } = props;
  const [term, setTerm] = useState('');
  const [subject, setSubject] = useState<string | null>(null);
  const [from, setFrom] = useState(() => toFieldValue(now));
  const [to, setTo] = useState(() =>
    toFieldValue(new Date(now.getTime() + USUAL_MS)),
  );
  const [reason, setReason] = useState('');
  const subjects = useSubjects(term);
  const { mutate, isPending, error } = useAddMaintenance();
  const isInOrder = new Date(to) > new Date(from) && new Date(to) > now;
  const isComplete = subject !== null && reason.trim() !== '' && isInOrder;
  return (
    <Dialog
      isOpen
      onOpenChange={isOpen => {
        if (!isOpen) {
          onClose();
        }
      }}
      width="min(520px, 100vw - 32px)"
    >
      <DialogHeader>Announce maintenance</DialogHeader>
      <DialogBody>
        <div className={styles.form}>
          <p>
            Alarms go on being raised and logged, but nobody is told of them.
            For a system or a platform that holds for all that depend on it.
          </p>
          <Combobox
            className={shared.outlinedField}
            label="Integration, system or platform"
            options={subjects}
            search={{
              mode: 'server',
              inputValue: term,
              onInputChange: setTerm,
            }}
            value={subject}
            onChange={key => setSubject(key === null ? null : String(key))}
          />
          <div className={styles.pair}>
            <InstantField label="From" value={from} onChange={setFrom} />
            <InstantField label="To" value={to} min={from} onChange={setTo} />
          </div>
          {isInOrder ? null : (
            <p className={shared.failing}>
              It has to end after it begins, and not before now.
            </p>
          )}
          <TextField
            className={shared.outlinedField}
            label="Reason"
            placeholder="ERP upgrade to 12.4"
            value={reason}
            maxLength={1000}
            onChange={setReason}
          />
          {error ? (
            <p role="alert" className={shared.failing}>
              That did not work: {error.message}
            </p>
          ) : null}
        </div>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          Cancel
        </Button>
        <Button
          isDisabled={!isComplete || isPending}
          onPress={() =>
            mutate(
              {
                subject: subject!,
                from: new Date(from).toISOString(),
                to: new Date(to).toISOString(),
                reason: reason.trim(),
              },
              { onSuccess: onClose },
            )
          }
        >
          Announce
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
