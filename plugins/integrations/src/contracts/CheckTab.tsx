import {
  Contract,
  ContractId,
} from '@tieline/plugin-integrations-common/contracts';
import shared from '../shared/shared.module.css';
import { CheckForm } from './CheckForm';
import { PublishForm } from './PublishForm';
import { CheckWork } from './useCheckWork';

/** Judges a text as this contract's next version, and publishes it. */
export function CheckTab(props: {
  contract: Contract;
  id: ContractId;
  work: CheckWork;
}) {
  const { contract, id, work } = props;
  return (
    <div className={shared.stack}>
      <CheckForm work={work} own={{ id, summary: contract.summary }} />
      <PublishForm contract={id} draft={work.draft} />
    </div>
  );
}
