import { DialogButton } from '../shared/DialogButton';
import { Permitted } from '../shared/usePermitted';
import { PlanDrillDialog } from './PlanDrillDialog';

/** Plans a drill: of an integration and a failure, or of what the dialog asks for. */
export function PlanDrill(props: {
  entityRef?: string;
  failureModeId?: string;
  /** What it would be of, for who can't see where the button stands. */
  label?: string;
  /** Where it is missing, the dialog says who may. */
  permitted?: Permitted;
  isPrimary?: boolean;
  isQuiet?: boolean;
}) {
  const { entityRef, failureModeId, label, permitted } = props;
  return (
    <DialogButton
      isPrimary={props.isPrimary}
      isQuiet={props.isQuiet}
      permitted={permitted ?? { isAllowed: true }}
      label={label && `Plan drill… ${label}`}
      dialog={close => (
        <PlanDrillDialog
          entityRef={entityRef}
          failureModeId={failureModeId}
          onClose={close}
        />
      )}
    >
      Plan drill…
    </DialogButton>
  );
}
