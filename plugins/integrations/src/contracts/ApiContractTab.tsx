import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { ButtonLink } from '@backstage/ui';
import {
  Contract,
  ContractId,
} from '@tieline/plugin-integrations-common/contracts';
import { useContractEndings } from '../deprecations/useContractEndings';
import { Card, TabFrame } from '../shared/Frame';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import shared from '../shared/shared.module.css';
import { useNow } from '../shared/useNow';
import { ConsumersTab } from './ConsumersTab';
import { ContractFacts } from './ContractFacts';
import { endingOfVersion } from './endingOfVersion';
import { ContractTab, useContractHref } from './useContractHref';
import { useContract } from './useContracts';
import { isUnknownContract } from './UnknownContract';
import { VersionItem } from './VersionItem';

/** As many as an overview bears; the contract's own page has all. */
const SHOWN = 5;

const LINKS: ReadonlyArray<{ tab: ContractTab; title: string }> = [
  { tab: 'text', title: 'Text' },
  { tab: 'difference', title: 'Difference' },
  { tab: 'check', title: 'Check a change' },
];

function Overview(props: { contract: Contract; id: ContractId }) {
  const { contract, id } = props;
  const { allVersions } = contract;
  const now = useNow();
  const href = useContractHref();
  // Without them each version says by itself that it ends.
  const endings = useContractEndings(id).data?.items ?? [];
  const title =
    allVersions.length > SHOWN
      ? `Versions, the latest ${SHOWN} of ${allVersions.length}`
      : 'Versions';
  return (
    <div className={shared.stack}>
      <div className={shared.actions}>
        <ButtonLink href={href(id)} variant="primary">
          Open the contract
        </ButtonLink>
        {LINKS.map(({ tab, title: name }) => (
          <ButtonLink
            key={tab}
            href={href(id, { tab })}
            variant="secondary"
            className={shared.outlined}
          >
            {name}
          </ButtonLink>
        ))}
      </div>
      <ContractFacts contract={contract} now={now} />
      <Card title={title}>
        {allVersions.length === 0 ? (
          <p className={`${shared.cardBody} ${shared.muted}`}>
            No version of its definition was taken yet.
          </p>
        ) : null}
        <ul>
          {allVersions.slice(0, SHOWN).map(version => (
            <VersionItem
              key={version.number}
              version={version}
              ending={endingOfVersion(version, endings)}
              now={now}
            />
          ))}
        </ul>
      </Card>
      <ConsumersTab contract={contract} />
    </div>
  );
}

function TabContent() {
  const { entity } = useEntity();
  const id = { registry: 'catalog', subject: stringifyEntityRef(entity) };
  const query = useContract(id);
  if (isUnknownContract(query.error)) {
    return (
      <section className={`${shared.card} ${shared.empty}`}>
        <p>
          No version of this API is known yet. Its definition is read within a
          minute of its registration, where its type is <code>openapi</code> or{' '}
          <code>asyncapi</code> or its text is a JSON Schema.
        </p>
      </section>
    );
  }
  return (
    <QueryState
      what="The contract"
      query={query}
      skeleton={
        <div className={shared.card}>
          <SkeletonRows rows={5} heightPx={72} />
        </div>
      }
    >
      {contract => <Overview contract={contract} id={id} />}
    </QueryState>
  );
}

/** What Tieline knows of the contract that an API entity describes. */
export function ApiContractTab() {
  return (
    <TabFrame>
      <TabContent />
    </TabFrame>
  );
}
