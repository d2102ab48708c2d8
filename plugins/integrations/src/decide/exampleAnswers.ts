import { writeAnswers } from './writeAnswers';

/** Orders of a shop for three teams: enough for something to see. */
export const EXAMPLE_ANSWERS = writeAnswers({
  interaction: 'event',
  volumePerDay: 4_000,
  volumePerDayInTwoYears: 9_000,
  latencyMs: 300_000,
  criticality: 'high',
  ordering: 'per-key',
  delivery: 'at-least-once',
  consumers: 3,
});
