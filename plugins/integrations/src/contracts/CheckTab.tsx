import {
  Contract,
  ContractId,
} from '@tieline/plugin-integrations-common/contracts';
import shared from '../shared/shared.module.css';
import { CheckForm } from './CheckForm';
import { PublishForm } from './PublishForm';
import { useTextDraft } from './useTextDraft';

/** Judges a text as this contract's next version, and publishes it. */
export function CheckTab(props: { contract: Contract; id: ContractId }) {
  const { contract, id } = props;
  const draft = useTextDraft();
  return (
    <div className={shared.stack}>
      <CheckForm draft={draft} own={{ id, summary: contract.summary }} />
      <PublishForm contract={id} draft={draft} />
    </div>
  );
}
