import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { integrationDrillManagePermission } from '@tieline/plugin-integrations-common';
import { Runbook } from '@tieline/plugin-integrations-common/governance';
import { toIntegrationName } from '../shared/addressFilters';
import { DialogButton } from '../shared/DialogButton';
import { Card } from '../shared/Frame';
import { queryClient } from '../shared/queries';
import { ErrorNotice, SkeletonRows } from '../shared/QueryState';
import shared from '../shared/shared.module.css';
import { useNow } from '../shared/useNow';
import { usePermitted } from '../shared/usePermitted';
import { ConfirmRunbookDialog } from './ConfirmRunbookDialog';
import { mayConfirm } from './drillPermits';
import { NoRunbook } from './NoRunbook';
import { PlanDrill } from './PlanDrill';
import { RunbookFacts } from './RunbookFacts';
import { RunbookModes } from './RunbookModes';
import { useDrillsHref } from './useDrillsHref';
import { useRunbook } from './useDrills';
import styles from './drills.module.css';
import '../shared/tokens.css';

function Actions({ runbook }: { runbook: Runbook }) {
  const { entityRef } = runbook.integration;
  const planning = usePermitted(
    integrationDrillManagePermission,
    'plan a drill of it',
    { integrationRef: entityRef },
  );
  return (
    <div className={shared.actions}>
      {runbook.href ? (
        <DialogButton
          permitted={mayConfirm(runbook)}
          dialog={close => (
            <ConfirmRunbookDialog runbook={runbook} onClose={close} />
          )}
        >
          Confirm runbook…
        </DialogButton>
      ) : null}
      <PlanDrill entityRef={entityRef} permitted={planning} />
    </div>
  );
}

function IntegrationRunbook() {
  const { entity } = useEntity();
  const { namespace = 'default', name } = entity.metadata;
  const now = useNow();
  const query = useRunbook(
    stringifyEntityRef(entity).toLocaleLowerCase('en-US'),
  );
  const runbook = query.data;
  const href = useDrillsHref()({
    view: 'drills',
    integration: toIntegrationName({ namespace, name }),
  });
  return (
    <div className={shared.tab}>
      <Card
        title="Runbook and drills"
        end={
          href ? (
            <Link href={href} standalone className={shared.link}>
              All its drills
            </Link>
          ) : null
        }
      >
        {query.error ? <ErrorNotice what="The runbook" query={query} /> : null}
        {query.isPending ? <SkeletonRows rows={3} heightPx={48} /> : null}
        {runbook ? (
          <div className={`${shared.cardBody} ${styles.form}`}>
            {runbook.href ? (
              <RunbookFacts runbook={runbook} now={now} />
            ) : (
              <NoRunbook modes={runbook.modes} />
            )}
            <RunbookModes runbook={runbook} now={now} />
            <Actions runbook={runbook} />
          </div>
        ) : null}
      </Card>
    </div>
  );
}

/** Whether an integration's runbook can be relied on, and which of its failures were rehearsed. */
export function IntegrationRunbookCard() {
  return (
    <QueryClientProvider client={queryClient}>
      <IntegrationRunbook />
    </QueryClientProvider>
  );
}
