import { FreshOutcome } from '../checklist/evaluateCheck';

const DAY_MS = 86_400_000;

/**
 * When the next of some outcomes has to be looked at again by itself: a piece
 * of its evidence, or its waiver, runs out then. What ran out already was
 * looked at.
 */
export function firstExpiry(
  outcomes: readonly Pick<FreshOutcome, 'evidence' | 'waiver'>[],
  now: Date,
): Date | undefined {
  const moments = outcomes
    .flatMap(({ evidence, waiver }) => [
      ...evidence.map(({ expiresAt }) => expiresAt && Date.parse(expiresAt)),
      waiver?.state === 'approved' && Date.parse(waiver.until) + DAY_MS,
    ])
    .filter(
      (moment): moment is number =>
        typeof moment === 'number' && moment > now.getTime(),
    );
  return moments.length > 0 ? new Date(Math.min(...moments)) : undefined;
}
