import { Button } from '@backstage/ui';
import {
  ConsumerMatrix as Matrix,
  ContractId,
} from '@tieline/plugin-integrations-common/contracts';
import { useState } from 'react';
import { counted } from '../contracts/contractWords';
import { downloadCsv } from '../shared/downloadCsv';
import { formatMoment } from '../shared/format';
import { Card } from '../shared/Frame';
import { DownloadIcon } from '../shared/icons';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';
import { useNow } from '../shared/useNow';
import { ConsumerName, ConsumerOwner, UseCell } from './MatrixCells';
import {
  toMatrixCsvRows,
  usedVersions,
  versionStateWord,
} from './matrixColumns';
import { useContractConsumers } from './useEndings';
import styles from './consumerMatrix.module.css';

const TITLE = 'Who is on which version';

/** More than fits one look, few enough to be laid out at once. */
const AT_ONCE = 100;

function Table(props: { matrix: Matrix; isWhole: boolean; now: Date }) {
  const { matrix, isWhole, now } = props;
  const [limit, setLimit] = useState(AT_ONCE);
  const versions = isWhole ? matrix.versions : usedVersions(matrix);
  const rest = matrix.consumers.length - limit;
  return (
    <>
      <ScrollRegion label={TITLE}>
        <table className={`${shared.table} ${styles.matrix}`}>
          <caption className={shared.hidden}>
            {TITLE}: share of the consumer’s calls in the last 30 days, and when
            it was last seen
          </caption>
          <thead>
            <tr>
              <th scope="col">Consumer</th>
              <th scope="col">Owner</th>
              {versions.map(version => (
                <th
                  key={version.version}
                  scope="col"
                  className={`${shared.end} ${styles.version}`}
                >
                  {version.version} <span>{versionStateWord(version)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {matrix.consumers.slice(0, limit).map((row, index) => (
              <tr key={`${row.entityRef ?? row.name} ${index}`}>
                <th scope="row">
                  <ConsumerName row={row} />
                </th>
                <td>
                  <ConsumerOwner row={row} />
                </td>
                {versions.map(({ version }) => (
                  <td key={version} className={shared.end}>
                    <UseCell
                      row={row}
                      version={version}
                      matrix={matrix}
                      now={now}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {rest > 0 ? (
        <div className={shared.cardHead}>
          <Button
            size="small"
            variant="secondary"
            className={shared.outlined}
            onPress={() => setLimit(limit + 10 * AT_ONCE)}
          >
            {`Show more: ${counted(rest, 'consumer')} are left`}
          </Button>
        </div>
      ) : null}
    </>
  );
}

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

function Body(props: { matrix: Matrix }) {
  const { matrix } = props;
  const now = useNow();
  const [isWhole, setIsWhole] = useState(false);
  const unused = matrix.versions.length - usedVersions(matrix).length;
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
          <Table matrix={matrix} isWhole={isWhole} now={now} />
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
  const query = useContractConsumers(props.contract);
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
        {matrix => <Body matrix={matrix} />}
      </QueryState>
    </Card>
  );
}
