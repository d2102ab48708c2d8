import { parseDurationMs } from '../duration';
import { defaultInteraction, PATTERNS } from '../vocabulary';

const MINUTE_MS = 60_000;

/**
 * What keeps objectives from being measured, each by itself well-formed:
 * latency without a threshold, and freshness of what has no schedule without
 * one of a minute or more.
 *
 * @param given - a spec as somebody wrote it
 * @returns findings with the path of the threshold
 */
export function objectiveFindings(
  given: unknown,
): Array<{ path: string; message: string }> {
  const { type, interaction, objectives } = given as Record<string, unknown>;
  const pattern = PATTERNS.find(known => known === type);
  const isBatch =
    (interaction ?? (pattern && defaultInteraction(pattern))) === 'batch';
  return (Array.isArray(objectives) ? objectives : []).flatMap(
    (objective: unknown, at) => {
      const { indicator, threshold } = (objective ?? {}) as Record<
        string,
        unknown
      >;
      const path = `spec.objectives[${at}].threshold`;
      const needs =
        indicator === 'latency' || (indicator === 'freshness' && !isBatch);
      if (!needs) {
        return [];
      }
      if (threshold === undefined) {
        return [
          {
            path,
            message: `${path} is missing: ${indicator} is measured against one`,
          },
        ];
      }
      const ms =
        typeof threshold === 'string' ? parseDurationMs(threshold) : undefined;
      return indicator === 'freshness' && ms !== undefined && ms < MINUTE_MS
        ? [
            {
              path,
              message: `${path} must be a minute or more, not "${threshold}": when calls succeeded is known by the minute`,
            },
          ]
        : [];
    },
  );
}
