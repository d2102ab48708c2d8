import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import { Button } from '@backstage/ui';
import { useState } from 'react';
import { CsvRow, downloadCsv } from './downloadCsv';
import { DownloadIcon } from './icons';

/** Reads everything that a list has, and hands it over as a file. */
export function CsvButton(props: {
  /** Of the file. */
  name: string;
  /** What is read, in words: `The list`. */
  what?: string;
  read: () => Promise<CsvRow[]>;
}) {
  const { name, what = 'The list', read } = props;
  const alertApi = useApi(alertApiRef);
  const [isPending, setIsPending] = useState(false);
  const download = async () => {
    setIsPending(true);
    try {
      downloadCsv(name, await read());
    } catch (error) {
      alertApi.post({
        message: `${what} could not be exported: ${(error as Error).message}`,
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
