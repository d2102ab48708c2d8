import { Checkbox } from '@backstage/ui';
import styles from './improvement.module.css';

/** Some of a few, each with a tick. */
export function TickList(props: {
  legend: string;
  options: ReadonlyArray<{ id: string; title: string }>;
  ticked: readonly string[];
  onChange: (ticked: string[]) => void;
}) {
  const { legend, options, ticked, onChange } = props;
  return (
    <fieldset className={styles.ticks}>
      <legend>{legend}</legend>
      {options.map(({ id, title }) => (
        <Checkbox
          key={id}
          isSelected={ticked.includes(id)}
          onChange={isOn =>
            onChange(
              isOn ? [...ticked, id] : ticked.filter(other => other !== id),
            )
          }
        >
          {title}
        </Checkbox>
      ))}
    </fieldset>
  );
}
