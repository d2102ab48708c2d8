import {
  CostPart,
  CostRange,
} from '@tieline/plugin-integrations-common/governance';
import { formatExactMoney } from './formatMoney';
import { Formula } from './Formula';
import { ScrollRegion } from './ScrollRegion';
import shared from './shared.module.css';

function Amounts(props: { range: CostRange; currency: string }) {
  const { range, currency } = props;
  return (
    <>
      {([range.low, range.expected, range.high] as const).map(
        (value, index) => (
          <td key={index} className={`${shared.end} ${shared.noWrap}`}>
            {formatExactMoney(value, currency)}
          </td>
        ),
      )}
    </>
  );
}

/** The parts of a cost that add up to its total, then the formula of each. */
export function CostParts(props: {
  parts: CostPart[];
  total: CostRange;
  currency: string;
}) {
  const { parts, total, currency } = props;
  return (
    <>
      <ScrollRegion label="Parts of the cost">
        <table className={shared.table}>
          <thead>
            <tr>
              <th scope="col">Part</th>
              {['Lowest', 'Expected', 'Highest'].map(title => (
                <th key={title} scope="col" className={shared.end}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {parts.map(({ id, title, range }, index) => (
              <tr key={`${id} ${index}`}>
                <th scope="row">{title}</th>
                <Amounts range={range} currency={currency} />
              </tr>
            ))}
            <tr className={shared.strong}>
              <th scope="row">Total</th>
              <Amounts range={total} currency={currency} />
            </tr>
          </tbody>
        </table>
      </ScrollRegion>
      {parts.map((part, index) => (
        <Formula key={`${part.id} ${index}`} part={part} />
      ))}
    </>
  );
}
