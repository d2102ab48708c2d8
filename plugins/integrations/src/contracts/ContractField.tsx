import { Combobox } from '@backstage/ui';
import {
  ContractId,
  parseContractId,
  stringifyContractId,
} from '@tieline/plugin-integrations-common/contracts';
import { useState } from 'react';
import shared from '../shared/shared.module.css';
import { contractTitle } from './contractWords';
import { useContracts } from './useContracts';

/** Nobody looks through more suggestions than these. */
const SUGGESTED = 20;

/** A choice of one contract by a part of its name. */
export function ContractField(props: {
  label?: string;
  value: ContractId | undefined;
  onChange: (contract: ContractId | undefined) => void;
}) {
  const { label = 'Contract', value, onChange } = props;
  const [term, setTerm] = useState('');
  const { data } = useContracts({
    text: term || undefined,
    orderBy: 'name',
    limit: SUGGESTED,
  });
  return (
    <Combobox
      className={shared.outlinedField}
      label={label}
      options={(data?.items ?? []).map(contract => ({
        id: stringifyContractId(contract),
        label: `${contractTitle(contract)} (${contract.registry})`,
      }))}
      search={{ mode: 'server', inputValue: term, onInputChange: setTerm }}
      value={value ? stringifyContractId(value) : null}
      onChange={key =>
        onChange(key === null ? undefined : parseContractId(String(key)))
      }
    />
  );
}
