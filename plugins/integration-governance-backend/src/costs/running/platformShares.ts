/** Who goes via a platform, with what went over it. */
export interface PlatformUser {
  entityRef: string;
  /** Undefined where nobody measured. */
  calls: number | undefined;
}

/**
 * Shares a platform among those that go via it; the shares add up to 1. Whoever
 * was not measured bears an equal part, as if all were alike; the others share
 * the rest by what went over them, and equally where nothing did.
 */
export function platformShares(
  users: readonly PlatformUser[],
): Map<string, number> {
  const measured = users.flatMap(({ calls }) => calls ?? []);
  const sum = measured.reduce((total, calls) => total + calls, 0);
  const equal = 1 / users.length;
  const rest = measured.length * equal;
  return new Map(
    users.map(({ entityRef, calls }) => [
      entityRef,
      calls === undefined || sum === 0 ? equal : (rest * calls) / sum,
    ]),
  );
}
