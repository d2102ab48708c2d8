import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import { Button } from '@backstage/ui';
import { ListEndingsRequest } from '@tieline/plugin-integrations-common/contracts';
import { useState } from 'react';
import { integrationEndingsApiRef } from '../apis';
import { downloadCsv } from '../shared/downloadCsv';
import { DownloadIcon } from '../shared/icons';
import { readAllEndings, toEndingCsvRows } from './toEndingCsvRows';

/** Hands over every ending that the filters leave, with its consumers. */
export function EndingExport(props: { request: ListEndingsRequest }) {
  const api = useApi(integrationEndingsApiRef);
  const alertApi = useApi(alertApiRef);
  const [isPending, setIsPending] = useState(false);
  const download = async () => {
    setIsPending(true);
    try {
      const endings = await readAllEndings(api, props.request);
      downloadCsv('deprecations.csv', toEndingCsvRows(endings));
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
