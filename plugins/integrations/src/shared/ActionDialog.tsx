import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import { ReactNode, useId } from 'react';
import { withLocalTimes } from './format';
import shared from './shared.module.css';
import { Permitted } from './usePermitted';

/** What a dialog does in the end. */
export interface DialogAction {
  label: string;
  /** What has to be said first: `the end date`. */
  missing?: string[];
  permitted?: Permitted;
  isPending: boolean;
  onPress: () => void;
}

/**
 * What a dialog that does something stands in. A press beside it does not
 * close it: what was typed, or is shown only once, would be gone.
 */
export function ActionDialog(props: {
  title: string;
  onClose: () => void;
  action?: DialogAction;
  /** Why the server refused; what was typed stays. */
  error?: Error | null;
  children: ReactNode;
}) {
  const { title, onClose, action, error } = props;
  const missing = action?.missing ?? [];
  const { isAllowed = true, reason } = action?.permitted ?? {};
  const reasonId = useId();
  return (
    <Dialog
      isOpen
      isDismissable={false}
      onOpenChange={isOpen => {
        if (!isOpen) {
          onClose();
        }
      }}
      width="min(600px, 100vw - 32px)"
    >
      <DialogHeader>{title}</DialogHeader>
      <DialogBody>
        <div className={`${shared.tab} ${shared.stack}`}>
          {props.children}
          {error ? (
            <p role="alert" className={shared.failing}>
              That did not work: {withLocalTimes(error.message)}
            </p>
          ) : null}
          {missing.length ? (
            <p className={`${shared.small} ${shared.muted}`}>
              Still missing: {missing.join(', ')}.
            </p>
          ) : null}
          {reason ? (
            <p id={reasonId} className={`${shared.small} ${shared.muted}`}>
              {reason}
            </p>
          ) : null}
        </div>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {action ? 'Cancel' : 'Close'}
        </Button>
        {action ? (
          <Button
            isDisabled={!isAllowed || missing.length > 0}
            isPending={action.isPending}
            aria-describedby={reason ? reasonId : undefined}
            onPress={action.onPress}
          >
            {action.label}
          </Button>
        ) : null}
      </DialogFooter>
    </Dialog>
  );
}
