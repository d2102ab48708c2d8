import { useId } from 'react';
import styles from './shared.module.css';

/** A choice of one among many, or of none of them: all. */
export function Choice(props: {
  label: string;
  /** What stands there while nothing is chosen. */
  all: string;
  options: ReadonlyArray<{ id: string; title: string }>;
  value: string | null;
  onChange: (value: string | undefined) => void;
}) {
  const { label, all, options, value, onChange } = props;
  const id = useId();
  const isKnown = !value || options.some(option => option.id === value);
  return (
    <div className={styles.choice}>
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={value ?? ''}
        onChange={event => onChange(event.target.value || undefined)}
      >
        <option value="">{all}</option>
        {isKnown ? null : <option value={value}>{value}</option>}
        {options.map(option => (
          <option key={option.id} value={option.id}>
            {option.title}
          </option>
        ))}
      </select>
    </div>
  );
}
