import { Button } from '@backstage/ui';
import {
  ConsumerMatrix as Matrix,
  ContractId,
  EndingSummary,
} from '@tieline/plugin-integrations-common/contracts';
import { useState } from 'react';
import { counted } from '../contracts/contractWords';
import { downloadCsv } from '../shared/downloadCsv';
import { formatMoment } from '../shared/format';
import { Card } from '../shared/Frame';
import { DownloadIcon } from '../shared/icons';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import shared from '../shared/shared.module.css';
import { useNow } from '../shared/useNow';
import { toMatrixCsvRows, usedVersions } from './matrixColumns';
import { MatrixTable } from './MatrixTable';
import { useContractEndings } from './useContractEndings';
import { useContractConsumers } from './useEndings';
import styles from './consumerMatrix.module.css';

const TITLE = 'Who is on which version';

function Notes(props: { matrix: Matrix; now: Date }) {
  const { hiddenConsumers, usageReadAt } = props.matrix;
  return (
    <div className={`${styles.note} ${shared.small} ${shared.muted}`}>
      {hiddenConsumers ? (
        <p>
          {counted(hiddenConsumers, 'consumer')} more by integrations that you
          may not see.
        </p>
      ) : null}
      <p>
        Declared in the catalog, seen by telemetry that tells the version; the
        badge shows where the two differ.{' '}
        {usageReadAt
          ? `Usage as of ${formatMoment(usageReadAt, props.now)}.`
          : 'No usage was read yet, so who is seen is unknown.'}
      </p>
    </div>
  );
}

function Body(props: { matrix: Matrix; endings: EndingSummary[] }) {
  const { matrix, endings } = props;
  const now = useNow();
  const [isWhole, setIsWhole] = useState(false);
  const used = usedVersions(matrix);
  const unused = matrix.versions.length - used.length;
  return (
    <>
      {matrix.consumers.length ? (
        <>
          {unused ? (
            <div className={shared.cardBody}>
              <button
                type="button"
                className={shared.chip}
                aria-pressed={isWhole}
                onClick={() => setIsWhole(!isWhole)}
              >
                {`Show ${counted(unused, 'version')} that nobody uses`}
              </button>
            </div>
          ) : null}
          <MatrixTable
            title={TITLE}
            matrix={matrix}
            versions={isWhole ? matrix.versions : used}
            endings={endings}
            now={now}
          />
        </>
      ) : (
        <p className={shared.cardBody}>
          Nobody declares this contract, and nobody was seen to use it.
        </p>
      )}
      <Notes matrix={matrix} now={now} />
    </>
  );
}

/** Who is on which version of a contract, declared and seen. */
export function ConsumerMatrix(props: { contract: ContractId }) {
  const { contract } = props;
  const query = useContractConsumers(contract);
  // Without them the matrix lacks a column, and says all else.
  const endings = useContractEndings(contract).data?.items ?? [];
  const { data } = query;
  return (
    <Card
      title={TITLE}
      end={
        <span className={shared.row}>
          <span className={`${shared.small} ${shared.muted}`}>
            share of calls, last 30 days
          </span>
          {data?.consumers.length ? (
            <Button
              size="small"
              variant="secondary"
              iconStart={<DownloadIcon />}
              aria-label="CSV of consumers by version"
              onPress={() =>
                downloadCsv('consumers-by-version.csv', toMatrixCsvRows(data))
              }
            >
              CSV
            </Button>
          ) : null}
        </span>
      }
    >
      <QueryState
        what="Who is on which version"
        query={query}
        skeleton={<SkeletonRows rows={4} heightPx={48} />}
      >
        {matrix => (
          <Body
            matrix={matrix}
            endings={endings.filter(({ overAt }) => !overAt)}
          />
        )}
      </QueryState>
    </Card>
  );
}
