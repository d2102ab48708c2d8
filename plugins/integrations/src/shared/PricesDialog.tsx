import { ActionDialog } from './ActionDialog';
import { QueryState, SkeletonRows } from './QueryState';
import { ScrollRegion } from './ScrollRegion';
import shared from './shared.module.css';
import { figureRangeWords } from './figureWords';
import { usePrices } from './usePrices';

/** Every figure that costs are calculated from, with the id under which to enter another. */
export function PricesDialog(props: { onClose: () => void }) {
  const query = usePrices();
  return (
    <ActionDialog title="Unit prices" onClose={props.onClose}>
      <QueryState
        what="The unit prices"
        query={query}
        skeleton={<SkeletonRows rows={8} heightPx={32} />}
      >
        {list => (
          <ScrollRegion label="Unit prices, as a table">
            <table className={shared.table}>
              <thead>
                <tr>
                  <th scope="col">Figure</th>
                  <th scope="col">Value</th>
                  <th scope="col">Whose</th>
                </tr>
              </thead>
              <tbody>
                {list.items.map(price => (
                  <tr key={price.id}>
                    <th scope="row">
                      {price.title}
                      <span className={`${shared.mono} ${shared.block}`}>
                        {price.id}
                      </span>
                    </th>
                    <td>{figureRangeWords(price, price.unit)}</td>
                    <td>{price.isExample ? 'example' : price.source}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollRegion>
        )}
      </QueryState>
    </ActionDialog>
  );
}
