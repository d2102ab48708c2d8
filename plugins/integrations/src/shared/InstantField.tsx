import { useId } from 'react';
import styles from './shared.module.css';

/** A date with its clock time in the reader's time zone, to the minute. */
export function InstantField(props: {
  label: string;
  /** `2025-11-18T09:53` */
  value: string;
  min?: string;
  max?: string;
  isOptional?: boolean;
  onChange: (value: string) => void;
}) {
  const { label, value, min, max, isOptional, onChange } = props;
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="datetime-local"
        required={!isOptional}
        value={value}
        min={min}
        max={max}
        onChange={event => onChange(event.target.value)}
      />
    </div>
  );
}
