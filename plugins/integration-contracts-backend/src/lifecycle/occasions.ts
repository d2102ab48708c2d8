import { dateInWords } from './words';

/** Why owners of consumers are told of an ending. */
export interface Occasion {
  /** Each is told once. */
  id: string;
  atMs: number;
  /** How it is said. */
  title: (what: string) => string;
  isReminder: boolean;
}

const DAY_MS = 86_400_000;

/** Days before the end on which consumers are told again. */
const NEAR_DAYS = [30, 7, 1];

/** When owners are told, oldest first: at the announcement, at half time, as the date nears, and when it has passed. */
export function occasionsOf({
  announcedMs,
  sunsetMs,
}: {
  announcedMs: number;
  sunsetMs?: number;
}): Occasion[] {
  const announced: Occasion = {
    id: 'announced',
    atMs: announcedMs,
    title: what =>
      sunsetMs === undefined
        ? `${what} ends`
        : `${what} ends on ${dateInWords(sunsetMs)}`,
    isReminder: false,
  };
  if (sunsetMs === undefined) {
    return [announced];
  }
  const halfMs = (announcedMs + sunsetMs) / 2;
  const near = NEAR_DAYS.map((days): Occasion => {
    const words = days === 1 ? 'a day' : `${days} days`;
    return {
      // With the date, since another one is told again.
      id: `${days}-days ${sunsetMs}`,
      atMs: sunsetMs - days * DAY_MS,
      title: what => `${what} ends in ${words}`,
      isReminder: true,
    };
  }).filter(({ atMs }) => atMs > halfMs);
  return [
    announced,
    {
      id: `half-time ${sunsetMs}`,
      atMs: halfMs,
      title: what =>
        `Half of the time is over: ${what} ends on ${dateInWords(sunsetMs)}`,
      isReminder: true,
    },
    ...near,
    {
      id: `passed ${sunsetMs}`,
      atMs: sunsetMs,
      title: what => `${what} has ended, and you still use it`,
      isReminder: true,
    },
  ];
}

/**
 * The occasions that have come and were not told, the last of which is told: who
 * missed several needs to hear of the latest only.
 */
export function dueOccasions(
  occasions: readonly Occasion[],
  told: ReadonlySet<string>,
  nowMs: number,
): { told: Occasion | undefined; passedOver: Occasion[] } {
  const due = occasions.filter(
    ({ atMs, id }) => atMs <= nowMs && !told.has(id),
  );
  return { told: due.at(-1), passedOver: due.slice(0, -1) };
}
