import { Profile } from '@tieline/plugin-integrations-common/governance';
import {
  LATENCY,
  LATENCY_UNIT,
  LATENCY_UNITS,
  PLAIN_FIELDS,
  USUAL_LATENCY_UNIT,
} from './answerFields';

/** A measured time without digits that say nothing: whole milliseconds. */
export function wholeMs(latencyMs: number): number {
  return Math.max(1, Math.round(latencyMs));
}

/** Answers as an address has them. */
export function writeAnswers(
  profile: Partial<Profile>,
): Record<string, string> {
  const changes: Record<string, string> = {};
  for (const { id } of PLAIN_FIELDS) {
    const value = id.startsWith('skills.')
      ? profile.skills?.[id.slice('skills.'.length) as 'broker']
      : profile[id as keyof Profile];
    if (value !== undefined) {
      changes[id] = String(value);
    }
  }
  if (profile.latencyMs !== undefined) {
    const latencyMs = wholeMs(profile.latencyMs);
    // The largest unit that says it in a whole number.
    const unit =
      LATENCY_UNITS.findLast(({ ms }) => latencyMs % ms === 0) ??
      LATENCY_UNITS[0];
    changes[LATENCY.id] = String(latencyMs / unit.ms);
    if (unit.id !== USUAL_LATENCY_UNIT) {
      changes[LATENCY_UNIT] = unit.id;
    }
  }
  return changes;
}
