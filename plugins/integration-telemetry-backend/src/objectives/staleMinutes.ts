/** What is known of when calls succeeded, by minutes since 1970-01-01 UTC. */
export interface Success {
  first: number;
  /** Inclusive. */
  last: number;
  /** Whether a call succeeded in each of these minutes; else in one of them at least, and nobody knows in which. */
  isInEach: boolean;
}

/** The minutes that are judged. */
export interface JudgedMinutes {
  first: number;
  /** Exclusive. */
  end: number;
  /** How many minutes old the latest success may be. */
  bound: number;
}

/**
 * In how many minutes the latest success was older than it may be: at least,
 * and at most.
 *
 * @param successes - in rising order, the last ones before the judged minutes too
 */
export function staleMinutes(
  successes: readonly Success[],
  judged: JudgedMinutes,
): { least: number; most: number } {
  return {
    least: count(successes, judged, ({ first, last }) => [[first, last]]),
    // Where one success stands for an hour, the worst is that it was alone, and early or late.
    most: count(successes, judged, ({ first, last, isInEach }) =>
      isInEach
        ? [[first, last]]
        : [
            [first, first],
            [last, last],
          ],
    ),
  };
}

/** When calls succeeded, first and last. */
type Placement = [from: number, to: number];

/** The most minutes, however successes may be placed. */
function count(
  successes: readonly Success[],
  { first, end, bound }: JudgedMinutes,
  placementsOf: (success: Success) => Placement[],
): number {
  let states = [{ staleFrom: -Infinity, minutes: 0 }];
  const mostUntil = (minute: number) =>
    Math.max(
      ...states.map(
        ({ staleFrom, minutes }) =>
          minutes +
          Math.max(0, Math.min(minute, end) - Math.max(staleFrom, first)),
      ),
    );
  for (const success of successes) {
    states = placementsOf(success).map(([from, to]) => ({
      staleFrom: to + bound + 1,
      minutes: mostUntil(from),
    }));
  }
  return mostUntil(end);
}
