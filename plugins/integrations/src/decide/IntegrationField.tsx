import { useEffect, useId, useState } from 'react';
import { useIntegrations } from '../shared/queries';
import styles from './decide.module.css';

const OFFERED = 20;

/** The name of an integration that exists, with those offered whose names fit. */
export function IntegrationField(props: {
  label: string;
  /** `default/orders`; empty for none. */
  value: string;
  note?: string;
  /** @param isOffered - whether one of that name exists */
  onChange: (value: string, isOffered: boolean) => void;
}) {
  const { label, value, note, onChange } = props;
  const id = useId();
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const sought = text.includes('/') ? text.slice(text.indexOf('/') + 1) : text;
  const list = useIntegrations(
    { limit: OFFERED, ...(sought && { text: sought }) },
    { slow: true },
  );
  const offered = (list.data?.items ?? []).map(({ integration }) => ({
    value: `${integration.namespace}/${integration.name}`,
    title: integration.title ?? integration.name,
  }));
  const isOpen = text !== value && text !== '';
  return (
    <div className={styles.answer}>
      <label htmlFor={id}>{label}</label>
      <div className={styles.box}>
        <input
          id={id}
          value={text}
          autoComplete="off"
          placeholder="none yet"
          list={`${id}-options`}
          aria-describedby={`${id}-note`}
          onChange={event => {
            const next = event.target.value;
            setText(next);
            onChange(
              next,
              offered.some(one => one.value === next),
            );
          }}
        />
        <datalist id={`${id}-options`}>
          {offered.map(one => (
            <option key={one.value} value={one.value}>
              {one.title}
            </option>
          ))}
        </datalist>
      </div>
      <p id={`${id}-note`} className={styles.note}>
        {isOpen ? 'Choose one of those offered.' : note}
      </p>
    </div>
  );
}
