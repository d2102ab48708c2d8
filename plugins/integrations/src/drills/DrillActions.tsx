import { Drill } from '@tieline/plugin-integrations-common/governance';
import { DialogButton } from '../shared/DialogButton';
import shared from '../shared/shared.module.css';
import { CancelDrillDialog } from './CancelDrillDialog';
import { mayManage } from './drillPermits';
import { RecordDrillDialog } from './RecordDrillDialog';
import styles from './drills.module.css';

/** What can be done with a drill that is planned. */
export function DrillActions(props: { drill: Drill }) {
  const { drill } = props;
  const permitted = mayManage(
    drill.mayManage,
    drill.integration,
    'record it or call it off',
  );
  return (
    <section className={styles.section} aria-label="Actions">
      <div className={shared.actions}>
        <DialogButton
          isPrimary
          permitted={permitted}
          dialog={close => <RecordDrillDialog drill={drill} onClose={close} />}
        >
          Record how it went…
        </DialogButton>
        <DialogButton
          permitted={permitted}
          dialog={close => <CancelDrillDialog drill={drill} onClose={close} />}
        >
          Call it off…
        </DialogButton>
      </div>
      {permitted.reason ? (
        <p className={`${shared.small} ${shared.muted}`}>{permitted.reason}</p>
      ) : null}
    </section>
  );
}
