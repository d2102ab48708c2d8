import { ButtonLink } from '@backstage/ui';
import { integrationContractManagePermission } from '@tieline/plugin-integrations-common';
import {
  Contract,
  ContractId,
  ContractVersion,
} from '@tieline/plugin-integrations-common/contracts';
import { useState } from 'react';
import { Card } from '../shared/Frame';
import shared from '../shared/shared.module.css';
import { FilesCard } from './FilesCard';
import { LifecycleDialog, LifecycleStep } from './LifecycleDialog';
import { PermittedButton } from './PermittedButton';
import { RefusalsCard } from './RefusalsCard';
import { ShownInParts } from './ShownInParts';
import { useContractHref } from './useContractHref';
import { usePermitted } from './usePermitted';
import { UntoldCard } from './UntoldCard';
import { VersionItem } from './VersionItem';

const STEPS: Record<ContractVersion['state'], LifecycleStep[]> = {
  active: ['deprecated', 'retired'],
  deprecated: ['active', 'retired'],
  sunset: ['active', 'retired'],
  retired: ['active'],
};

const TITLES: Record<LifecycleStep, string> = {
  active: 'Take back',
  deprecated: 'Deprecate…',
  retired: 'Retire…',
};

/** Every version, newest first, and the attempts that were refused. */
export function VersionsTab(props: {
  contract: Contract;
  id: ContractId;
  now: Date;
}) {
  const { contract, id, now } = props;
  const { allVersions } = contract;
  const href = useContractHref();
  const permitted = usePermitted(
    integrationContractManagePermission,
    'deprecate or retire a version',
    id,
  );
  const [asked, setAsked] = useState<{
    version: ContractVersion;
    step: LifecycleStep;
  }>();
  return (
    <div className={shared.stack}>
      <Card title="Versions">
        {allVersions.length ? (
          <ShownInParts items={allVersions} noun="versions">
            {(version, index) => {
              const before = allVersions[index + 1]?.version;
              return (
                <VersionItem
                  version={version}
                  now={now}
                  actions={
                    <>
                      <ButtonLink
                        href={href(id, {
                          tab: 'text',
                          version: version.version,
                        })}
                        size="small"
                        variant="secondary"
                        className={shared.outlined}
                        aria-label={`Text of ${version.version}`}
                      >
                        Text
                      </ButtonLink>
                      {before ? (
                        <ButtonLink
                          href={href(id, {
                            tab: 'difference',
                            from: before,
                            to: version.version,
                          })}
                          size="small"
                          variant="secondary"
                          className={shared.outlined}
                          aria-label={`Compare ${version.version} with ${before}`}
                        >
                          Compare
                        </ButtonLink>
                      ) : null}
                      {STEPS[version.state].map(step => (
                        <PermittedButton
                          key={step}
                          permitted={permitted}
                          label={`${TITLES[step].replace('…', '')} ${version.version}`}
                          onPress={() => setAsked({ version, step })}
                        >
                          {TITLES[step]}
                        </PermittedButton>
                      ))}
                    </>
                  }
                />
              );
            }}
          </ShownInParts>
        ) : (
          <p className={`${shared.cardBody} ${shared.muted}`}>
            No version is published yet: “Check and publish” takes the first.
          </p>
        )}
      </Card>
      <UntoldCard contract={contract} now={now} />
      <FilesCard contract={contract} now={now} />
      <RefusalsCard contract={contract} id={id} now={now} />
      {asked ? (
        <LifecycleDialog
          contract={contract}
          id={id}
          version={asked.version}
          step={asked.step}
          onClose={() => setAsked(undefined)}
        />
      ) : null}
    </div>
  );
}
