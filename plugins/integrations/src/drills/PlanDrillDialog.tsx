import { Checkbox, TextAreaField, TextField } from '@backstage/ui';
import { integrationDrillManagePermission } from '@tieline/plugin-integrations-common';
import { useState } from 'react';
import { IntegrationField } from '../deprecations/dialogs/IntegrationField';
import { ActionDialog } from '../shared/ActionDialog';
import { InstantField } from '../shared/InstantField';
import { onceDone } from '../shared/onceDone';
import { PeopleField } from '../shared/PeopleField';
import shared from '../shared/shared.module.css';
import { useGoTo } from '../shared/useGoTo';
import { useNow } from '../shared/useNow';
import { usePermitted } from '../shared/usePermitted';
import { moveWindow, offeredWindow, windowProblem } from './drillWindow';
import { FailureModeField } from './FailureModeField';
import { useDrillsHref } from './useDrillsHref';
import { usePlanDrill, useRunbook } from './useDrills';
import styles from './drills.module.css';

const PRODUCTION = 'production';

/** Plans a drill, and opens it. */
export function PlanDrillDialog(props: {
  entityRef?: string;
  failureModeId?: string;
  onClose: () => void;
}) {
  const { onClose } = props;
  const now = useNow();
  const [entityRef, setEntityRef] = useState(props.entityRef);
  const [modeId, setModeId] = useState(props.failureModeId);
  const [window, setWindow] = useState(() => offeredWindow(now));
  const [environment, setEnvironment] = useState(PRODUCTION);
  const [isToBeSilenced, setIsToBeSilenced] = useState(true);
  // What nobody changed follows the failure mode.
  const [ownPlan, setOwnPlan] = useState<string>();
  const [people, setPeople] = useState<string[]>([]);
  const modes = useRunbook(entityRef);
  const { mutateAsync, isPending, error } = usePlanDrill();
  const hrefOf = useDrillsHref();
  const goTo = useGoTo();
  const mode = modes.data?.modes.find(({ id }) => id === modeId);
  const plan = ownPlan ?? mode?.drill ?? '';
  const problem = windowProblem(window, now);
  const permitted = usePermitted(
    integrationDrillManagePermission,
    'plan a drill of it',
    entityRef === undefined ? undefined : { integrationRef: entityRef },
  );
  return (
    <ActionDialog
      title="Plan a drill"
      onClose={onClose}
      error={error}
      action={{
        label: 'Plan it',
        missing: [
          ...(entityRef ? [] : ['the integration']),
          ...(mode ? [] : ['the failure to rehearse']),
          ...(problem ? [problem] : []),
        ],
        permitted,
        isPending,
        onPress: () =>
          onceDone(
            mutateAsync({
              entityRef: entityRef!,
              failureModeId: mode!.id,
              environment: environment.trim() || PRODUCTION,
              from: new Date(window.from).toISOString(),
              to: new Date(window.to).toISOString(),
              silenceAlarms: isToBeSilenced,
              ...(plan.trim() && { plan: plan.trim() }),
              ...(people.length && { people }),
            }),
            ({ id }) => {
              onClose();
              const href = hrefOf({ view: 'drills', drill: id });
              if (href) {
                goTo(href);
              }
            },
          ),
      }}
    >
      <IntegrationField
        label="Integration"
        value={entityRef}
        onChange={setEntityRef}
      />
      <FailureModeField
        query={modes}
        isChosen={entityRef !== undefined}
        mode={mode}
        onChange={setModeId}
      />
      <div className={styles.pair}>
        <InstantField
          label="From"
          value={window.from}
          onChange={from => setWindow(moveWindow(window, from))}
        />
        <InstantField
          label="To"
          value={window.to}
          min={window.from}
          onChange={to => setWindow({ ...window, to })}
        />
      </div>
      <TextField
        className={shared.outlinedField}
        label="Environment"
        value={environment}
        maxLength={100}
        onChange={setEnvironment}
      />
      <div>
        <Checkbox isSelected={isToBeSilenced} onChange={setIsToBeSilenced}>
          Silence its alarms while it runs
        </Checkbox>
        <p className={`${shared.small} ${shared.muted}`}>
          Nobody is told of them in its window, and those that begin in it carry
          the tag Drill. What is still on at its end is told then. A drill
          outside production silences nothing.
        </p>
      </div>
      <TextAreaField
        className={shared.outlinedField}
        label="Plan"
        description="Who does what, what has to happen, and how to stop it; begins with how this failure is rehearsed"
        value={plan}
        maxLength={5000}
        onChange={setOwnPlan}
      />
      <PeopleField people={people} onChange={setPeople} />
    </ActionDialog>
  );
}
