import { Button } from '@backstage/ui';
import { useState } from 'react';
import { formatInstant } from '../shared/format';
import { InstantField } from '../shared/InstantField';
import shared from '../shared/shared.module.css';
import { Address } from '../shared/useAddress';
import styles from './reviews.module.css';

/** The instant of the address; undefined for now, and for what is no instant. */
export function asOfOf(values: URLSearchParams): string | undefined {
  const ms = Date.parse(values.get('asOf') ?? '');
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}

/** As a field in the reader's time zone takes it, to the minute. */
function toLocal(instant: string): string {
  const date = new Date(instant);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** Chooses the instant as of which the review is shown. */
export function AsOfField(props: { address: Address; now: Date }) {
  const { address, now } = props;
  const asOf = asOfOf(address.values);
  const [value, setValue] = useState(() => toLocal(asOf ?? now.toISOString()));
  const instant = Date.parse(value);
  const isPast = instant <= now.getTime();
  return (
    <form
      className={styles.asOf}
      onSubmit={event => {
        event.preventDefault();
        if (isPast) {
          address.change({ asOf: new Date(instant).toISOString() });
        }
      }}
    >
      <InstantField label="As of" value={value} onChange={setValue} />
      <Button
        type="submit"
        variant="secondary"
        className={shared.outlined}
        isDisabled={!isPast}
      >
        Show
      </Button>
    </form>
  );
}

/** Says that this is not how it is now, and leads back. */
export function PastNotice(props: { asOf: string; address: Address }) {
  const { asOf, address } = props;
  return (
    <div role="note" className={shared.notice}>
      <p className={styles.grow}>
        <b className={shared.strong}>
          This is past: the review as it was at {formatInstant(asOf)}.
        </b>{' '}
        Nothing can be changed here.
      </p>
      <Button
        variant="secondary"
        className={shared.outlined}
        onPress={() => address.change({ asOf: undefined })}
      >
        Back to now
      </Button>
    </div>
  );
}
