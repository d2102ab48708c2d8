import { parseContractId } from '@tieline/plugin-integrations-common/contracts';
import { PageFrame } from '../shared/Frame';
import { useAddress } from '../shared/useAddress';
import { CheckTextPage } from './CheckTextPage';
import { ContractList } from './ContractList';
import { ContractView } from './ContractView';
import { PublishContractPage } from './PublishContractPage';

function Contracts() {
  const address = useAddress();
  const { values } = address;
  const contract = parseContractId(values.get('contract') ?? '');
  if (contract) {
    return (
      <ContractView
        key={values.get('contract')}
        contract={contract}
        address={address}
      />
    );
  }
  switch (values.get('view')) {
    case 'check':
      return <CheckTextPage />;
    case 'publish':
      return <PublishContractPage />;
    default:
      return <ContractList address={address} />;
  }
}

/** Every contract, one of them, or the judgement of a text: the address says which. */
export function ContractsPage() {
  return (
    <PageFrame title="Contracts">
      <Contracts />
    </PageFrame>
  );
}
