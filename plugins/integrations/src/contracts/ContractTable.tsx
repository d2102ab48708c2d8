import { ContractSummary } from '@tieline/plugin-integrations-common/contracts';
import { ReactNode } from 'react';
import { ArrowDownIcon, ArrowUpIcon } from '../shared/icons';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';
import { Address } from '../shared/useAddress';
import {
  ChangedCell,
  ConsumersCell,
  NameCell,
  ProviderCell,
  VerdictCell,
  VersionsCell,
} from './ContractCells';
import { ContractSort, sortChanges, sortOf } from './contractsAddress';
import { formatTitle } from './contractWords';
import styles from './contracts.module.css';

interface Column {
  title: string;
  /** Where the list can be sorted by it. */
  sort?: ContractSort;
  isNumber?: boolean;
  isName?: boolean;
  width?: string;
  cell: (contract: ContractSummary, now: Date) => ReactNode;
}

const COLUMNS: Column[] = [
  {
    title: 'Verdict',
    sort: 'verdict',
    width: '204px',
    cell: (contract, now) => <VerdictCell contract={contract} now={now} />,
  },
  {
    title: 'Contract',
    sort: 'name',
    isName: true,
    cell: contract => <NameCell contract={contract} />,
  },
  {
    title: 'Provider',
    width: '120px',
    cell: contract => <ProviderCell contract={contract} />,
  },
  {
    title: 'Format',
    sort: 'format',
    width: '112px',
    cell: contract => formatTitle(contract.format),
  },
  {
    title: 'Mode',
    width: '148px',
    cell: contract => (
      <>
        <span className={styles.mode}>{contract.mode}</span>
        <span className={`${shared.small} ${shared.muted} ${shared.block}`}>
          {contract.policy}
        </span>
      </>
    ),
  },
  {
    title: 'Versions',
    sort: 'versions',
    isNumber: true,
    width: '92px',
    cell: contract => <VersionsCell contract={contract} />,
  },
  {
    title: 'Last change',
    sort: 'changed',
    width: '152px',
    cell: (contract, now) => <ChangedCell contract={contract} now={now} />,
  },
  {
    title: 'Consumers',
    sort: 'consumers',
    isNumber: true,
    width: '92px',
    cell: contract => <ConsumersCell contract={contract} />,
  },
];

function Heading(props: { column: Column; address: Address }) {
  const { column, address } = props;
  const { sort, title } = column;
  const isSorted = sort === sortOf(address.values);
  const isDescending = address.values.get('direction') === 'desc';
  return (
    <th
      scope="col"
      className={column.isNumber ? shared.end : undefined}
      aria-sort={
        isSorted ? (isDescending && 'descending') || 'ascending' : undefined
      }
    >
      {sort ? (
        <button
          type="button"
          className={styles.sort}
          onClick={() => address.change(sortChanges(address.values, sort))}
        >
          {title}
          {isSorted && isDescending ? <ArrowUpIcon /> : null}
          {isSorted && !isDescending ? <ArrowDownIcon /> : null}
        </button>
      ) : (
        title
      )}
    </th>
  );
}

/** Contracts on a desk. */
export function ContractTable(props: {
  contracts: ContractSummary[];
  now: Date;
  address: Address;
}) {
  const { contracts, now, address } = props;
  return (
    <ScrollRegion label="Contracts">
      <table className={`${shared.table} ${styles.table}`}>
        <caption className={shared.hidden}>Contracts</caption>
        <colgroup>
          {COLUMNS.map(({ title, width }) => (
            <col key={title} style={{ width }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {COLUMNS.map(column => (
              <Heading key={column.title} column={column} address={address} />
            ))}
          </tr>
        </thead>
        <tbody>
          {contracts.map(contract => (
            <tr key={contract.id}>
              {COLUMNS.map(column =>
                column.isName ? (
                  <th key={column.title} scope="row">
                    {column.cell(contract, now)}
                  </th>
                ) : (
                  <td
                    key={column.title}
                    className={column.isNumber ? shared.end : undefined}
                  >
                    {column.cell(contract, now)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
