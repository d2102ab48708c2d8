import { SearchField } from '@backstage/ui';
import { useEffect, useState } from 'react';
import { Address } from './useAddress';

/** Long enough not to ask for every letter, short enough not to be noticed. */
const TYPING_PAUSE_MS = 300;

/** A search whose text is in the address, and which begins again on the first page. */
export function AddressSearch(props: {
  label: string;
  placeholder: string;
  address: Address;
  className?: string;
}) {
  const { label, placeholder, className } = props;
  const { values, change } = props.address;
  const inAddress = values.get('text') ?? '';
  const [text, setText] = useState(inAddress);
  useEffect(() => setText(inAddress), [inAddress]);
  useEffect(() => {
    if (text === inAddress) {
      return undefined;
    }
    const timer = setTimeout(
      () => change({ text, cursor: undefined }, { replace: true }),
      TYPING_PAUSE_MS,
    );
    return () => clearTimeout(timer);
  }, [text, inAddress, change]);
  return (
    <SearchField
      className={className}
      aria-label={label}
      placeholder={placeholder}
      value={text}
      onChange={setText}
      onClear={() => setText('')}
    />
  );
}
