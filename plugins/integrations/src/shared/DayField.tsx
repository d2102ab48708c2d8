import { useId } from 'react';
import styles from './shared.module.css';

/** A day of the calendar. */
export function DayField(props: {
  label: string;
  /** `2025-11-18` */
  value: string;
  min?: string;
  max?: string;
  description?: string;
  isOptional?: boolean;
  onChange: (value: string) => void;
}) {
  const { label, value, min, max, description } = props;
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="date"
        required={!props.isOptional}
        value={value}
        min={min}
        max={max}
        aria-describedby={description ? `${id}-description` : undefined}
        onChange={event => props.onChange(event.target.value)}
      />
      {description ? (
        <span
          id={`${id}-description`}
          className={`${styles.small} ${styles.muted}`}
        >
          {description}
        </span>
      ) : null}
    </div>
  );
}
