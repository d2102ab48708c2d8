import { Button } from '@backstage/ui';
import { CsvRow, downloadCsv } from '../shared/downloadCsv';
import { DownloadIcon } from '../shared/icons';

/** Hands the rows of the table beside it over as a file. */
export function CsvButton(props: {
  /** What the table is of, for who can't see where the button stands. */
  of: string;
  fileName: string;
  rows: () => CsvRow[];
  isDisabled?: boolean;
}) {
  return (
    <Button
      size="small"
      variant="secondary"
      iconStart={<DownloadIcon />}
      aria-label={`CSV of ${props.of}`}
      isDisabled={props.isDisabled}
      onPress={() => downloadCsv(props.fileName, props.rows())}
    >
      CSV
    </Button>
  );
}
