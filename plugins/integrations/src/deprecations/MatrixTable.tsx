import { Button } from '@backstage/ui';
import {
  ConsumerMatrix,
  EndingSummary,
} from '@tieline/plugin-integrations-common/contracts';
import { useState } from 'react';
import { counted } from '../contracts/contractWords';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';
import { ConsumerName, ConsumerOwner, UseCell } from './MatrixCells';
import { MatrixVersion, versionStateWord } from './matrixColumns';
import { migrationWords } from './migrationWords';
import styles from './consumerMatrix.module.css';

/** More than fits one look, few enough to be laid out at once. */
const AT_ONCE = 100;

/** Consumers as rows, versions as columns, and how it goes with moving. */
export function MatrixTable(props: {
  title: string;
  matrix: ConsumerMatrix;
  versions: MatrixVersion[];
  /** Of the contract's versions, those that go on. */
  endings: EndingSummary[];
  now: Date;
}) {
  const { title, matrix, versions, endings, now } = props;
  const [limit, setLimit] = useState(AT_ONCE);
  const rest = matrix.consumers.length - limit;
  return (
    <>
      <ScrollRegion label={title} className={styles.scroll}>
        <table className={`${shared.table} ${styles.matrix}`}>
          <caption className={shared.hidden}>
            {title}: share of the consumer’s calls in the last 30 days, and when
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
              {endings.length ? <th scope="col">Migration</th> : null}
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
                {endings.length ? (
                  <td className={`${shared.small} ${styles.migration}`}>
                    {migrationWords(row, endings, now)}
                  </td>
                ) : null}
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
            {`Show more: ${counted(rest, 'consumer')} left`}
          </Button>
        </div>
      ) : null}
    </>
  );
}
