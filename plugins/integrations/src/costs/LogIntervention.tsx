import { Button } from '@backstage/ui';
import { integrationInterventionLogPermission } from '@tieline/plugin-integrations-common';
import { Intervention } from '@tieline/plugin-integrations-common/governance';
import { useState } from 'react';
import { shortName } from '../shared/EntityLink';
import { onceDone } from '../shared/onceDone';
import { PermittedButton } from '../shared/PermittedButton';
import shared from '../shared/shared.module.css';
import { usePermitted } from '../shared/usePermitted';
import { LogInterventionDialog } from './LogInterventionDialog';
import { kindTitle, minutesWords } from './runCostWords';
import { useTakeBackIntervention } from './useCosts';
import styles from './costs.module.css';

/** What was logged just now, with a way back. */
function Logged(props: { intervention: Intervention; onGone: () => void }) {
  const { intervention, onGone } = props;
  const { mutateAsync, isPending, error } = useTakeBackIntervention();
  const words = `${kindTitle(intervention.kind)}, ${minutesWords(intervention.minutes)}`;
  return (
    <>
      <span>Logged: {words}.</span>
      <Button
        size="small"
        variant="tertiary"
        className={shared.quiet}
        aria-label={`Undo: ${words}`}
        isPending={isPending}
        onPress={() => onceDone(mutateAsync(intervention.id), onGone)}
      >
        Undo
      </Button>
      {error ? (
        <span role="alert" className={shared.failing}>
          That did not work: {error.message}
        </span>
      ) : null}
    </>
  );
}

/** Logs in a moment what somebody did by hand, and takes it back as fast. */
export function LogIntervention(props: {
  /** Of the integration; full. */
  entityRef: string;
  /** The alarm that it answers. */
  alarmId?: string;
}) {
  const { entityRef, alarmId } = props;
  const permitted = usePermitted(
    integrationInterventionLogPermission,
    'log what was done by hand',
    { integrationRef: entityRef },
  );
  const [isOpen, setIsOpen] = useState(false);
  const [outcome, setOutcome] = useState<Intervention | 'undone'>();
  return (
    <>
      <PermittedButton permitted={permitted} onPress={() => setIsOpen(true)}>
        Log intervention…
      </PermittedButton>
      <span role="status" className={styles.logged}>
        {outcome === 'undone' ? 'Taken back.' : null}
        {outcome && outcome !== 'undone' ? (
          <Logged
            key={outcome.id}
            intervention={outcome}
            onGone={() => setOutcome('undone')}
          />
        ) : null}
      </span>
      {isOpen ? (
        <LogInterventionDialog
          entityRef={entityRef}
          name={shortName(entityRef)}
          alarmId={alarmId}
          onLogged={intervention => {
            setOutcome(intervention);
            setIsOpen(false);
          }}
          onClose={() => setIsOpen(false)}
        />
      ) : null}
    </>
  );
}
