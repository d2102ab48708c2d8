import {
  CostEstimate,
  CostPart,
  CostRange,
} from '@tieline/plugin-integrations-common/governance';
import { ActionDialog } from '../shared/ActionDialog';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';
import styles from './decide.module.css';
import { figureRangeWords } from './costWords';
import { formatExactMoney } from '../shared/formatMoney';

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

/** A part's formula, and each figure that goes into it with who says so. */
export function Formula(props: { part: CostPart }) {
  const { title, formula, inputs } = props.part;
  return (
    <section className={styles.formula} aria-label={`${title}: formula`}>
      <h3>{title}</h3>
      <p>{formula}</p>
      {inputs.length ? (
        <ul>
          {inputs.map(({ id, title: name, value, unit, source }) => (
            <li key={id} className={shared.small}>
              {name}: {figureRangeWords(value, unit)}{' '}
              <span className={shared.tag}>{source}</span>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}

/** How a cost comes about: parts that add up, with formulas and inputs. */
export function CostDialog(props: {
  pattern: string;
  cost: CostEstimate;
  onClose: () => void;
}) {
  const { pattern, cost, onClose } = props;
  const { parts, total, currency, years } = cost;
  return (
    <ActionDialog
      title={`What ${pattern} costs in ${years} years`}
      onClose={onClose}
    >
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
            {parts.map(({ id, title, range }) => (
              <tr key={id}>
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
      {parts.map(part => (
        <Formula key={part.id} part={part} />
      ))}
    </ActionDialog>
  );
}
