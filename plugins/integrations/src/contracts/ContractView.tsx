import { Link } from '@backstage/ui';
import {
  Contract,
  ContractId,
  stringifyContractId,
} from '@tieline/plugin-integrations-common/contracts';
import { PageHead } from '../shared/Frame';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import shared from '../shared/shared.module.css';
import { Address } from '../shared/useAddress';
import { useNow } from '../shared/useNow';
import { CheckTab } from './CheckTab';
import { ConsumersTab } from './ConsumersTab';
import { ContractFacts } from './ContractFacts';
import { contractTitle } from './contractWords';
import { DifferenceTab } from './DifferenceTab';
import { GuaranteesCard } from './GuaranteesCard';
import { isUnknownContract, UnknownContract } from './UnknownContract';
import { SettingsTab } from './SettingsTab';
import { TextTab } from './TextTab';
import { CheckWork, useCheckWork } from './useCheckWork';
import { ContractTab, TABS, useContractHref } from './useContractHref';
import { useContract } from './useContracts';
import { useContractsHref } from './useContractsHref';
import { VersionsTab } from './VersionsTab';
import styles from './view.module.css';

function tabOf(values: URLSearchParams): ContractTab {
  return TABS.find(({ id }) => id === values.get('tab'))?.id ?? 'versions';
}

function TabLinks(props: { contract: ContractId; tab: ContractTab }) {
  const href = useContractHref();
  return (
    <nav className={styles.tabs} aria-label="Of this contract">
      {TABS.map(({ id, title }) => (
        <Link
          key={id}
          href={href(props.contract, { tab: id })}
          standalone
          className={styles.tab}
          aria-current={id === props.tab ? 'page' : undefined}
        >
          {title}
        </Link>
      ))}
    </nav>
  );
}

function TabBody(props: {
  contract: Contract;
  id: ContractId;
  tab: ContractTab;
  address: Address;
  work: CheckWork;
  now: Date;
}) {
  const { contract, id, tab, address, work, now } = props;
  switch (tab) {
    case 'text':
      return <TextTab contract={contract} id={id} address={address} />;
    case 'difference':
      return <DifferenceTab contract={contract} id={id} address={address} />;
    case 'consumers':
      return <ConsumersTab contract={contract} />;
    case 'guarantees':
      return <GuaranteesCard guarantees={contract.guarantees} id={id} />;
    case 'check':
      return <CheckTab contract={contract} id={id} work={work} />;
    case 'settings':
      return <SettingsTab contract={contract} id={id} />;
    default:
      return <VersionsTab contract={contract} id={id} now={now} />;
  }
}

/** One contract with everything that is known of it. */
export function ContractView(props: {
  contract: ContractId;
  address: Address;
}) {
  const { contract: id, address } = props;
  const now = useNow();
  const query = useContract(id);
  const work = useCheckWork();
  const listHref = useContractsHref()();
  const tab = tabOf(address.values);
  return (
    <>
      <p className={shared.small}>
        <Link href={listHref} standalone className={shared.link}>
          Contracts
        </Link>{' '}
        <span className={shared.muted}>/ {id.registry}</span>
      </p>
      <PageHead
        title={contractTitle(query.data?.summary ?? id)}
        lead={<span className={styles.words}>{stringifyContractId(id)}</span>}
      />
      {isUnknownContract(query.error) ? (
        <UnknownContract contract={id} />
      ) : (
        <QueryState
          what="The contract"
          query={query}
          skeleton={
            <div className={shared.card}>
              <SkeletonRows rows={6} heightPx={72} />
            </div>
          }
        >
          {contract => (
            <div className={shared.stack}>
              <ContractFacts contract={contract} now={now} />
              <TabLinks contract={id} tab={tab} />
              <TabBody
                contract={contract}
                id={id}
                tab={tab}
                address={address}
                work={work}
                now={now}
              />
            </div>
          )}
        </QueryState>
      )}
    </>
  );
}
