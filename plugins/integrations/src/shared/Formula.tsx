import { CostPart } from '@tieline/plugin-integrations-common/governance';
import styles from './cost.module.css';
import { figureRangeWords } from './figureWords';
import shared from './shared.module.css';

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
