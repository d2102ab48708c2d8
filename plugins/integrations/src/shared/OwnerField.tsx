import { Combobox } from '@backstage/ui';
import { useState } from 'react';
import { useOwners } from '../deprecations/dialogs/useOwners';
import { shortName } from './EntityLink';
import shared from './shared.module.css';

/** A choice of a group or a person by a part of the name. */
export function OwnerField(props: {
  label: string;
  description?: string;
  value: string | undefined;
  onChange: (ownerRef: string | undefined) => void;
}) {
  const { label, description, value, onChange } = props;
  const [term, setTerm] = useState(value ? shortName(value) : '');
  const found = useOwners(term);
  // What is chosen stays a choice, whatever is looked for.
  const options =
    value && !found.some(({ id }) => id === value)
      ? [...found, { id: value, label: shortName(value) }]
      : found;
  return (
    <Combobox
      className={shared.outlinedField}
      label={label}
      description={description}
      options={options}
      search={{ mode: 'server', inputValue: term, onInputChange: setTerm }}
      value={value ?? null}
      onChange={key => onChange(key === null ? undefined : String(key))}
    />
  );
}
