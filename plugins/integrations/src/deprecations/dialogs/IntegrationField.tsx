import { Combobox } from '@backstage/ui';
import { useState } from 'react';
import { shortName } from '../../shared/EntityLink';
import { useIntegrations } from '../../shared/queries';
import shared from '../../shared/shared.module.css';

/** Nobody looks through more suggestions than these. */
const SUGGESTED = 20;

/** A choice of one integration by a part of its name. */
export function IntegrationField(props: {
  label: string;
  value: string | undefined;
  onChange: (integrationRef: string | undefined) => void;
}) {
  const { label, value, onChange } = props;
  const [term, setTerm] = useState(value ? shortName(value) : '');
  const { data } = useIntegrations(
    { text: term || undefined, orderBy: 'name', limit: SUGGESTED },
    { slow: true },
  );
  return (
    <Combobox
      className={shared.outlinedField}
      label={label}
      options={(data?.items ?? []).map(({ integration }) => ({
        id: integration.entityRef,
        label: integration.title ?? integration.name,
      }))}
      search={{ mode: 'server', inputValue: term, onInputChange: setTerm }}
      value={value ?? null}
      onChange={key => onChange(key === null ? undefined : String(key))}
    />
  );
}
