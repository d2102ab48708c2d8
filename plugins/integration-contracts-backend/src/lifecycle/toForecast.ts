import { EndingForecast } from '@tieline/plugin-integrations-common/contracts';
import { UseDay } from './consumers/ConsumerFacts';
import { KnownConsumer, StoredEnding } from './Ending';
import { forecastLastUse } from './forecast/forecastLastUse';
import { dateInWords, listInWords } from './words';

const DAY_MS = 86_400_000;

/** When the last consumer will have moved, as the API tells it. */
export function toForecast(
  ending: StoredEnding,
  consumers: readonly KnownConsumer[],
  days: ReadonlyMap<number, UseDay[]>,
  nowMs: number,
): EndingForecast {
  const forecast = forecastLastUse(
    consumers.map(({ id, facts, movesMs }) => ({
      key: String(id),
      days: days.get(id) ?? [],
      cadenceDays: facts.cadenceDays,
      movesAtMs: movesMs,
    })),
    { announcedMs: ending.announcedMs, nowMs },
  );
  const namesOf = (keys: readonly string[]) =>
    listInWords(
      keys.flatMap(
        key => consumers.find(({ id }) => String(id) === key)?.facts.name ?? [],
      ),
    );
  const instant = (ms: number) => new Date(ms).toISOString();
  switch (forecast.outcome) {
    case 'left':
      return {
        outcome: 'left',
        lastAt: instant(forecast.lastMs),
        explanation: `The last consumer left on ${dateInWords(forecast.lastMs)}.`,
      };
    case 'expected': {
      const { fromMs, untilMs, confidence, lastConsumers } = forecast;
      // A consumer that pauses may have called for the last time; what is still to come is today at the earliest.
      const lastMs = Math.max(
        forecast.lastMs,
        Math.min(startOfDay(nowMs), untilMs),
      );
      const lateDays =
        ending.sunsetMs === undefined
          ? undefined
          : Math.ceil((lastMs - ending.sunsetMs) / DAY_MS);
      return {
        outcome: 'expected',
        lastAt: instant(lastMs),
        fromAt: instant(fromMs),
        untilAt: instant(untilMs),
        confidence,
        lastConsumers: lastConsumers.map(Number),
        daysPastSunset: lateDays,
        explanation: `${namesOf(lastConsumers)} ${isOrAre(lastConsumers)} expected to leave last, between ${dateInWords(fromMs)} and ${dateInWords(untilMs)} in nine of ten cases.`,
      };
    }
    case 'not-in-sight':
      return {
        outcome: 'not-in-sight',
        lastConsumers: forecast.lastConsumers.map(Number),
        explanation: `${namesOf(forecast.lastConsumers)} ${forecast.lastConsumers.length === 1 ? 'does' : 'do'} not use it less, and nobody said when that will be.`,
      };
    default:
      return {
        outcome: 'unknown',
        explanation:
          forecast.reason === 'no-usage'
            ? 'No use was seen that could be followed.'
            : 'It was not followed for long enough.',
      };
  }
}

function isOrAre(names: readonly string[]): string {
  return names.length === 1 ? 'is' : 'are';
}

function startOfDay(ms: number): number {
  return Math.floor(ms / DAY_MS) * DAY_MS;
}
