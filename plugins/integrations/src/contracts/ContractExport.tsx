import { useApi } from '@backstage/core-plugin-api';
import { ListContractsRequest } from '@tieline/plugin-integrations-common/contracts';
import { integrationContractsApiRef } from '../apis';
import { CsvButton } from '../shared/CsvButton';
import { readAllPages } from '../shared/readAllPages';
import { toContractCsvRows } from './toContractCsvRows';

/** Hands over every contract that the filters leave. */
export function ContractExport(props: { request: ListContractsRequest }) {
  const api = useApi(integrationContractsApiRef);
  return (
    <CsvButton
      name="contracts.csv"
      read={async () =>
        toContractCsvRows(
          await readAllPages(page =>
            api.listContracts({ ...props.request, ...page }),
          ),
        )
      }
    />
  );
}
