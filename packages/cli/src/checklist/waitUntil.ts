import { setTimeout as pause } from 'node:timers/promises';

const PAUSE_MS = 500;

/** Asks again and again until the answer is as wanted. */
export async function waitUntil<T>(
  ask: () => Promise<T>,
  isWanted: (answer: T) => boolean,
  tell: (answer: T) => void,
): Promise<T> {
  for (;;) {
    const answer = await ask();
    tell(answer);
    if (isWanted(answer)) {
      return answer;
    }
    await pause(PAUSE_MS);
  }
}

/** Says something once, not again while it stays the same. */
export function onChange(tell: (text: string) => void) {
  let last = '';
  return (text: string) => {
    if (text !== last) {
      last = text;
      tell(`${text}\n`);
    }
  };
}
