import { Price } from '@tieline/plugin-integrations-common/governance';
import { CopyButton } from '../shared/CopyButton';
import { CsvButton } from '../shared/CsvButton';
import { figureRangeWords } from '../shared/figureWords';
import { Card } from '../shared/Frame';
import { PatternIcon } from '../shared/icons';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import { ScrollRegion } from '../shared/ScrollRegion';
import { Segments } from '../shared/Segments';
import shared from '../shared/shared.module.css';
import { Address } from '../shared/useAddress';
import { usePrices } from '../shared/usePrices';
import { WHOSE, whoseOf } from './costsAddress';
import { toPriceCsvRows } from './toPriceCsvRows';
import styles from './costs.module.css';

const EXAMPLE_YAML = `integrationGovernance:
  prices:
    day-rate: { low: 700, expected: 780, high: 900, source: HR rates 2026 }
    connection-ipaas: { expected: 950, source: contract 4711, § 3 }
`;

function HowToEnter() {
  return (
    <Card title="Enter your own">
      <div className={styles.card}>
        <p>
          Put them into the portal’s configuration by their id, with the source
          that is to be shown beside every figure. <code>docs/costs.md</code>{' '}
          says what holds for ranges, tiers and other currencies.
        </p>
        <ScrollRegion className={shared.code} label="Example">
          <pre>{EXAMPLE_YAML}</pre>
        </ScrollRegion>
        <span>
          <CopyButton text={EXAMPLE_YAML} />
        </span>
      </div>
    </Card>
  );
}

function Row(props: { price: Price }) {
  const { price } = props;
  return (
    <tr>
      <th scope="row">
        {price.title}
        <span className={`${shared.mono} ${shared.block}`}>{price.id}</span>
      </th>
      <td>
        {price.pattern ? (
          <span className={shared.noWrap}>
            <PatternIcon pattern={price.pattern} /> {price.pattern}
          </span>
        ) : (
          <span className={shared.muted}>all</span>
        )}
      </td>
      <td>{figureRangeWords(price, price.unit)}</td>
      <td>
        {price.isExample ? (
          <span className={styles.unknown}>example</span>
        ) : (
          <>
            <span className={shared.tag}>own</span> {price.source}
          </>
        )}
      </td>
    </tr>
  );
}

/** Every figure that costs are calculated from, and whose it is. */
export function PricesView(props: { address: Address }) {
  const { values, change } = props.address;
  const whose = whoseOf(values);
  const query = usePrices();
  return (
    <QueryState
      what="The unit prices"
      query={query}
      skeleton={
        <div className={shared.card}>
          <SkeletonRows rows={8} heightPx={48} />
        </div>
      }
    >
      {list => {
        const own = list.items.filter(({ isExample }) => !isExample).length;
        const shown = list.items.filter(
          ({ isExample }) =>
            whose === 'all' || isExample === (whose === 'example'),
        );
        return (
          <div className={styles.stack}>
            <p role="note" aria-label="Unit prices">
              {own < list.items.length ? (
                <>
                  <b className={shared.strong}>
                    {list.items.length - own} of {list.items.length} unit prices
                    are examples.
                  </b>{' '}
                  They are nobody’s offer: use costs for comparing only until
                  your own are there.
                </>
              ) : (
                <>
                  All {list.items.length} unit prices are your organisation’s
                  own.
                </>
              )}{' '}
              <span className={shared.muted}>
                Version {list.version}, in {list.currency}.
              </span>
            </p>
            <div className={styles.bar}>
              <Segments
                label="Whose"
                options={WHOSE}
                value={whose}
                onChange={next =>
                  change({ whose: next === 'all' ? undefined : next })
                }
              />
              <span className={styles.end}>
                <CsvButton
                  name="unit-prices.csv"
                  read={async () => toPriceCsvRows(list)}
                />
              </span>
            </div>
            {shown.length ? (
              <section className={shared.card} aria-label="Unit prices">
                <ScrollRegion label="Unit prices, as a table">
                  <table className={`${shared.table} ${styles.narrow}`}>
                    <thead>
                      <tr>
                        <th scope="col">Figure</th>
                        <th scope="col">Pattern</th>
                        <th scope="col">Value</th>
                        <th scope="col">Whose</th>
                      </tr>
                    </thead>
                    <tbody>
                      {shown.map(price => (
                        <Row key={price.id} price={price} />
                      ))}
                    </tbody>
                  </table>
                </ScrollRegion>
              </section>
            ) : (
              <p className={`${shared.card} ${shared.empty}`}>
                {whose === 'own'
                  ? 'None of them is your organisation’s own yet.'
                  : 'None of them is an example any more.'}
              </p>
            )}
            {own < list.items.length ? <HowToEnter /> : null}
          </div>
        );
      }}
    </QueryState>
  );
}
