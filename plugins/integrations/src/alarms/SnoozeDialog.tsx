import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import { useState } from 'react';
import { InstantField } from '../shared/InstantField';
import { snoozeUntil, toFieldValue } from './snoozeTimes';

/** Asks until when nobody is to be told again. */
export function SnoozeDialog(props: {
  name: string;
  now: Date;
  onSnooze: (until: Date) => void;
  onClose: () => void;
}) {
  const { name, now, onSnooze, onClose } = props;
  const [value, setValue] = useState(() =>
    toFieldValue(snoozeUntil('morning', now)),
  );
  const until = new Date(value);
  const isValid = until > now;
  return (
    <Dialog
      isOpen
      onOpenChange={isOpen => {
        if (!isOpen) {
          onClose();
        }
      }}
      width="min(400px, 100vw - 32px)"
    >
      <DialogHeader>Snooze {name}</DialogHeader>
      <DialogBody>
        <InstantField
          label="Until"
          value={value}
          min={toFieldValue(now)}
          onChange={setValue}
        />
        <p>Whoever was told is told again then, if it is still on.</p>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          Cancel
        </Button>
        <Button isDisabled={!isValid} onPress={() => onSnooze(until)}>
          Snooze
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
