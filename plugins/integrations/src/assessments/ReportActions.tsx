import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import { Button } from '@backstage/ui';
import {
  AssessmentDetail,
  AssessmentRow,
} from '@tieline/plugin-integrations-common/governance';
import { useState } from 'react';
import { integrationImprovementApiRef } from '../apis';
import { downloadText } from '../shared/downloadText';
import { DownloadIcon, PrintIcon } from '../shared/icons';
import { readAllPages } from '../shared/readAllPages';
import shared from '../shared/shared.module.css';
import { useRowFilter } from './useRowFilter';

const FORMATS = [
  { id: 'csv', title: 'CSV', mediaType: 'text/csv' },
  { id: 'json', title: 'JSON', mediaType: 'application/json' },
] as const;

/** Takes the report along: every check as a file, or what is shown on paper. */
export function ReportActions(props: {
  detail: AssessmentDetail;
  values: URLSearchParams;
  /** Every row that the filters leave. */
  onPrint: (rows: AssessmentRow[]) => void;
}) {
  const { detail, values, onPrint } = props;
  const api = useApi(integrationImprovementApiRef);
  const alertApi = useApi(alertApiRef);
  const { request, isKnown } = useRowFilter(detail, values);
  const [pending, setPending] = useState<string>();
  const run = async (what: string, work: () => Promise<void>) => {
    setPending(what);
    try {
      await work();
    } catch (error) {
      alertApi.post({
        message: `The assessment could not be ${what === 'print' ? 'printed' : 'exported'}: ${(error as Error).message}`,
        severity: 'error',
        display: 'transient',
      });
    } finally {
      setPending(undefined);
    }
  };
  return (
    <span className={shared.actions}>
      {FORMATS.map(({ id, title, mediaType }) => (
        <Button
          key={id}
          variant="secondary"
          iconStart={<DownloadIcon />}
          isPending={pending === id}
          onPress={() =>
            run(id, async () =>
              downloadText(
                `assessment-${detail.id}.${id}`,
                await api.exportAssessment(detail.id, id),
                mediaType,
              ),
            )
          }
        >
          {title}
        </Button>
      ))}
      <Button
        variant="secondary"
        iconStart={<PrintIcon />}
        isDisabled={!isKnown}
        isPending={pending === 'print'}
        onPress={() =>
          run('print', async () =>
            onPrint(
              await readAllPages(page =>
                api.listAssessmentRows(detail.id, { ...request, ...page }),
              ),
            ),
          )
        }
      >
        Print
      </Button>
    </span>
  );
}
