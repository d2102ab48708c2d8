import { Intervention } from '@tieline/plugin-integrations-common/governance';
import { ActionDialog } from '../shared/ActionDialog';
import { formatInstant } from '../shared/format';
import shared from '../shared/shared.module.css';
import { kindTitle, minutesWords } from './runCostWords';
import { useTakeBackIntervention } from './useCosts';

/** Takes back what one has logged. */
export function TakeBackInterventionDialog(props: {
  intervention: Intervention;
  onClose: () => void;
}) {
  const { intervention, onClose } = props;
  const { integration, kind, minutes, at, note } = intervention;
  const { mutate, isPending, error } = useTakeBackIntervention();
  return (
    <ActionDialog
      title="Take this intervention back?"
      onClose={onClose}
      error={error}
      action={{
        label: 'Take it back',
        isPending,
        onPress: () => mutate(intervention.id, { onSuccess: onClose }),
      }}
    >
      <p>
        <b className={shared.strong}>
          {kindTitle(kind)} of {integration.title ?? integration.name}
        </b>
        , {minutesWords(minutes)}, {formatInstant(at)}
        {note ? `: ${note}` : ''}
      </p>
      <p className={shared.muted}>
        It counts no more for what the integration costs. This can’t be undone,
        but you can log it again.
      </p>
    </ActionDialog>
  );
}
