import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import { Button } from '@backstage/ui';
import { ListContractsRequest } from '@tieline/plugin-integrations-common/contracts';
import { useState } from 'react';
import { integrationContractsApiRef } from '../apis';
import { downloadCsv } from '../shared/downloadCsv';
import { DownloadIcon } from '../shared/icons';
import { readAllContracts, toContractCsvRows } from './toContractCsvRows';

/** Hands over every contract that the filters leave. */
export function ContractExport(props: { request: ListContractsRequest }) {
  const api = useApi(integrationContractsApiRef);
  const alertApi = useApi(alertApiRef);
  const [isPending, setIsPending] = useState(false);
  const download = async () => {
    setIsPending(true);
    try {
      const contracts = await readAllContracts(api, props.request);
      downloadCsv('contracts.csv', toContractCsvRows(contracts));
    } catch (error) {
      alertApi.post({
        message: `The list could not be exported: ${(error as Error).message}`,
        severity: 'error',
        display: 'transient',
      });
    } finally {
      setIsPending(false);
    }
  };
  return (
    <Button
      variant="secondary"
      iconStart={<DownloadIcon />}
      isPending={isPending}
      onPress={download}
    >
      CSV
    </Button>
  );
}
