import { useId } from 'react';
import shared from '../../shared/shared.module.css';

/** A choice of one among few, as a list that opens. */
export function SelectField<T extends string>(props: {
  label: string;
  options: ReadonlyArray<{ id: T; title: string }>;
  value: T | '';
  /** What stands there while nothing is chosen; missing where something always is. */
  placeholder?: string;
  description?: string;
  isDisabled?: boolean;
  onChange: (value: T) => void;
}) {
  const { label, options, value, placeholder, description } = props;
  const id = useId();
  return (
    <div className={shared.field}>
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={value}
        disabled={props.isDisabled}
        aria-describedby={description ? `${id}-description` : undefined}
        onChange={event =>
          props.onChange(
            options.find(option => option.id === event.target.value)!.id,
          )
        }
      >
        {placeholder === undefined ? null : (
          <option value="" disabled>
            {placeholder}
          </option>
        )}
        {options.map(option => (
          <option key={option.id} value={option.id}>
            {option.title}
          </option>
        ))}
      </select>
      {description ? (
        <span
          id={`${id}-description`}
          className={`${shared.small} ${shared.muted}`}
        >
          {description}
        </span>
      ) : null}
    </div>
  );
}
