import { IntegrationRow } from '@tieline/plugin-integrations-common/governance';
import { ArrowDownIcon, ArrowUpIcon } from '../shared/icons';
import { Address } from '../shared/useAddress';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';
import { chosenColumns } from './columns';
import { sortChanges } from './filters';
import styles from './inventory.module.css';

/** The inventory on a desk. */
export function IntegrationTable(props: {
  rows: IntegrationRow[];
  address: Address;
}) {
  const { rows, address } = props;
  const columns = chosenColumns(address.values);
  const sort = address.values.get('sort') ?? 'status';
  const isDescending = address.values.get('direction') === 'desc';
  return (
    <ScrollRegion label="Integrations">
      <table className={`${shared.table} ${styles.table}`}>
        <caption className={shared.hidden}>Integrations</caption>
        <colgroup>
          {columns.map(column => (
            <col key={column.id} style={{ width: column.width }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {columns.map(column => {
              const isSorted = column.orderBy === sort;
              const order = isDescending ? 'descending' : 'ascending';
              return (
                <th
                  key={column.id}
                  scope="col"
                  className={column.isNumber ? shared.end : undefined}
                  aria-sort={isSorted ? order : undefined}
                >
                  <button
                    type="button"
                    className={styles.sort}
                    onClick={() =>
                      address.change(
                        sortChanges(address.values, column.orderBy),
                      )
                    }
                  >
                    {column.title}
                    {isSorted && isDescending ? <ArrowUpIcon /> : null}
                    {isSorted && !isDescending ? <ArrowDownIcon /> : null}
                  </button>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={row.integration.entityRef}>
              {columns.map(column =>
                column.id === 'name' ? (
                  <th key={column.id} scope="row">
                    {column.cell(row)}
                  </th>
                ) : (
                  <td
                    key={column.id}
                    className={column.isNumber ? shared.end : undefined}
                  >
                    {column.cell(row)}
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
