import { ButtonLink } from '@backstage/ui';
import { integrationEndingManagePermission } from '@tieline/plugin-integrations-common';
import {
  Contract,
  ContractId,
  ContractVersion,
} from '@tieline/plugin-integrations-common/contracts';
import { useState } from 'react';
import { DeprecateDialog } from '../deprecations/dialogs/DeprecateDialog';
import { useContractEndings } from '../deprecations/useContractEndings';
import { Card } from '../shared/Frame';
import { PermittedButton } from '../shared/PermittedButton';
import { ErrorNotice } from '../shared/QueryState';
import shared from '../shared/shared.module.css';
import { Permitted, usePermitted } from '../shared/usePermitted';
import { endingOfVersion } from './endingOfVersion';
import { FilesCard } from './FilesCard';
import { RefusalsCard } from './RefusalsCard';
import { ShownInParts } from './ShownInParts';
import { useContractHref } from './useContractHref';
import { UntoldCard } from './UntoldCard';
import { VersionItem } from './VersionItem';

function Actions(props: {
  id: ContractId;
  version: ContractVersion;
  /** The version before it, to be compared with. */
  before?: string;
  /** Its end can be announced. */
  isOpen: boolean;
  permitted: Permitted;
  onDeprecate: () => void;
}) {
  const { id, version, before, isOpen, permitted, onDeprecate } = props;
  const href = useContractHref();
  const title = version.state === 'active' ? 'Deprecate' : 'Announce the end';
  return (
    <>
      <ButtonLink
        href={href(id, { tab: 'text', version: version.version })}
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
      {isOpen ? (
        <PermittedButton
          permitted={permitted}
          label={
            version.state === 'active'
              ? `Deprecate ${version.version}`
              : `Announce the end of ${version.version}`
          }
          onPress={onDeprecate}
        >
          {title}…
        </PermittedButton>
      ) : null}
    </>
  );
}

/** Every version, newest first, and the attempts that were refused. */
export function VersionsTab(props: {
  contract: Contract;
  id: ContractId;
  now: Date;
}) {
  const { contract, id, now } = props;
  const { allVersions } = contract;
  const endings = useContractEndings(id);
  const permitted = usePermitted(
    integrationEndingManagePermission,
    'announce that a version ends',
    id,
  );
  const [asked, setAsked] = useState<ContractVersion>();
  return (
    <div className={shared.stack}>
      {endings.error ? (
        <ErrorNotice what="How its versions end" query={endings} />
      ) : null}
      <Card title="Versions">
        {allVersions.length ? (
          <ShownInParts items={allVersions} noun="versions">
            {(version, index) => {
              const ending = endingOfVersion(
                version,
                endings.data?.items ?? [],
              );
              return (
                <VersionItem
                  version={version}
                  ending={ending}
                  now={now}
                  actions={
                    <Actions
                      id={id}
                      version={version}
                      before={allVersions[index + 1]?.version}
                      isOpen={
                        !endings.isPending &&
                        !ending &&
                        version.state !== 'retired'
                      }
                      permitted={permitted}
                      onDeprecate={() => setAsked(version)}
                    />
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
        <DeprecateDialog
          subject={{ kind: 'version', contract: id, version: asked.version }}
          onClose={() => setAsked(undefined)}
        />
      ) : null}
    </div>
  );
}
