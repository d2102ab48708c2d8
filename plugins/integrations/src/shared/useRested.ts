import { useEffect, useState } from 'react';

/** Long enough not to ask for every digit, short enough to be at once. */
const TYPING_PAUSE_MS = 250;

/**
 * What was wanted last once nothing else was wanted for a while; the first at
 * once.
 *
 * @param wanted - plain data
 */
export function useRested<T extends object>(
  wanted: T | undefined,
): T | undefined {
  const key = wanted && JSON.stringify(wanted);
  const [rested, setRested] = useState(key);
  useEffect(() => {
    if (key === undefined) {
      setRested(undefined);
      return undefined;
    }
    const timer = setTimeout(() => setRested(key), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [key]);
  const shown = key === undefined ? undefined : (rested ?? key);
  return shown === undefined ? undefined : JSON.parse(shown);
}
