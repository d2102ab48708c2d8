import { useApi } from '@backstage/core-plugin-api';
import { ListEndingsRequest } from '@tieline/plugin-integrations-common/contracts';
import { integrationEndingsApiRef } from '../apis';
import { CsvButton } from '../shared/CsvButton';
import { readAllPages } from '../shared/readAllPages';
import { toEndingCsvRows } from './toEndingCsvRows';

/** Hands over every ending that the filters leave, with its consumers. */
export function EndingExport(props: { request: ListEndingsRequest }) {
  const api = useApi(integrationEndingsApiRef);
  return (
    <CsvButton
      name="deprecations.csv"
      read={async () =>
        toEndingCsvRows(
          await readAllPages(page =>
            api.listEndings({ ...props.request, ...page }),
          ),
        )
      }
    />
  );
}
