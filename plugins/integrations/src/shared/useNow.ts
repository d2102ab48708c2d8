import { useEffect, useState } from 'react';
import { POLL_MS } from './queries';

/** The time, moving on with the polls, for what says how long ago something was. */
export function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), POLL_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
