import { ContractId } from '@tieline/plugin-integrations-common/contracts';
import { useContract } from '../../contracts/useContracts';
import { ErrorNotice } from '../../shared/QueryState';
import { SelectField } from './SelectField';

interface VersionFieldProps {
  label: string;
  /** Undefined while it is not chosen. */
  contract: ContractId | undefined;
  /** One that can't be chosen: nothing replaces itself. */
  without?: string;
  value: string;
  onChange: (version: string) => void;
}

function VersionsOf(props: VersionFieldProps & { contract: ContractId }) {
  const { label, contract, without, value, onChange } = props;
  const query = useContract(contract);
  const options = (query.data?.allVersions ?? [])
    .filter(({ version, state }) => version !== without && state !== 'retired')
    .map(({ version, state }) => ({
      id: version,
      title: `${version} (${state})`,
    }));
  const isChosenMissing =
    value !== '' && !options.some(({ id }) => id === value);
  const isEmpty = query.data !== undefined && options.length === 0;
  return (
    <>
      <SelectField
        label={label}
        options={
          isChosenMissing ? [{ id: value, title: value }, ...options] : options
        }
        value={value}
        placeholder={query.isPending ? 'Reading the versions' : 'Choose one'}
        description={
          isEmpty ? 'The contract has no other version to choose.' : undefined
        }
        isDisabled={query.isPending}
        onChange={onChange}
      />
      {query.error ? (
        <ErrorNotice what="The contract’s versions" query={query} />
      ) : null}
    </>
  );
}

/** A choice of one of a contract's versions that are not retired, newest first. */
export function VersionField(props: VersionFieldProps) {
  const { contract, label } = props;
  return contract ? (
    <VersionsOf {...props} contract={contract} />
  ) : (
    <SelectField
      label={label}
      options={[]}
      value=""
      placeholder="Choose the contract first"
      isDisabled
      onChange={() => {}}
    />
  );
}
