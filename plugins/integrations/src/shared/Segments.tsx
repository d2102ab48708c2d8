import styles from './shared.module.css';

/** A choice of one among few, of which the chosen one stands out. */
export function Segments<T extends string>(props: {
  label: string;
  options: ReadonlyArray<{ id: T; title: string }>;
  value: T;
  onChange: (value: T) => void;
}) {
  const { label, options, value, onChange } = props;
  return (
    <div role="group" aria-label={label} className={styles.segments}>
      {options.map(option => (
        <button
          key={option.id}
          type="button"
          aria-pressed={option.id === value}
          onClick={() => onChange(option.id)}
        >
          {option.title}
        </button>
      ))}
    </div>
  );
}
