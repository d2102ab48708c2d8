import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import { ReactNode } from 'react';
import { PermittedButton } from '../../contracts/PermittedButton';
import { Permitted } from '../../contracts/usePermitted';
import { withLocalTimes } from '../../shared/format';
import shared from '../../shared/shared.module.css';
import styles from './dialogs.module.css';

const ALLOWED: Permitted = { isAllowed: true };

/** What a dialog does in the end. */
export interface EndingAction {
  label: string;
  /** What has to be said first: `the end date`. */
  missing?: string[];
  permitted?: Permitted;
  isPending: boolean;
  onPress: () => void;
}

/**
 * What every dialog about an ending stands in. A press beside it does not
 * close it: what was typed, or is shown only once, would be gone.
 */
export function EndingDialog(props: {
  title: string;
  onClose: () => void;
  action?: EndingAction;
  /** Why the server refused; what was typed stays. */
  error?: Error | null;
  children: ReactNode;
}) {
  const { title, onClose, action, error } = props;
  const missing = action?.missing ?? [];
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
          {action && missing.length ? (
            <p className={`${shared.small} ${shared.muted}`}>
              Still missing: {missing.join(', ')}.
            </p>
          ) : null}
        </div>
      </DialogBody>
      <DialogFooter className={`${shared.tab} ${styles.foot}`}>
        <Button variant="secondary" onPress={onClose}>
          {action ? 'Cancel' : 'Close'}
        </Button>
        {action ? (
          <PermittedButton
            permitted={action.permitted ?? ALLOWED}
            isPrimary
            isDisabled={missing.length > 0}
            isPending={action.isPending}
            showReason
            onPress={action.onPress}
          >
            {action.label}
          </PermittedButton>
        ) : null}
      </DialogFooter>
    </Dialog>
  );
}
