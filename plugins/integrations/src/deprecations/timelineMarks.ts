import {
  EndingConsumer,
  EndingSummary,
} from '@tieline/plugin-integrations-common/contracts';

const DAY_MS = 86_400_000;

/** Weekends and a holiday beside one don't make two bars of one. */
const LONGEST_PAUSE_MS = 3 * DAY_MS;

/** What is used for no longer than this at a time is a tick, not a bar. */
const LONGEST_TICK_MS = 3 * DAY_MS;

/** From here on, not to be seen for days is nothing special. */
const OCCASIONAL_DAYS = 5;

/** A stretch of the life of what ends, in milliseconds since the epoch. */
export interface LifeSegment {
  /** `past`: after the sunset. `late`: from the sunset until the last will have left. */
  kind: 'active' | 'deprecated' | 'past' | 'late';
  from: number;
  to: number;
}

function instant(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Date.parse(text);
}

/** Until when it is used after its sunset; infinite where no end is in sight. */
function lateUntil(ending: EndingSummary, sunset: number): number | undefined {
  const { outcome, lastAt } = ending.forecast;
  if (outcome === 'not-in-sight') {
    return Infinity;
  }
  const last = outcome === 'expected' ? instant(lastAt) : undefined;
  return last !== undefined && last > sunset ? last : undefined;
}

function afterSunset(
  ending: EndingSummary,
  sunset: number,
  now: number,
  announced: number,
): LifeSegment[] {
  const until = lateUntil(ending, sunset);
  const from = Math.max(sunset, announced);
  return until === undefined
    ? [{ kind: 'past', from, to: now }]
    : [{ kind: 'late', from, to: until }];
}

function afterEnd(
  ending: EndingSummary,
  over: number,
  sunset: number | undefined,
  now: number,
): LifeSegment[] {
  if (ending.status === 'withdrawn') {
    return [{ kind: 'active', from: over, to: now }];
  }
  return sunset === undefined ? [] : [{ kind: 'past', from: sunset, to: over }];
}

/** The life of what ends, as far as it is known and foreseen; some may end beyond any window. */
export function lifeSegments(ending: EndingSummary, now: Date): LifeSegment[] {
  const announced = Date.parse(ending.announcedAt);
  const sunset = instant(ending.sunsetAt);
  const over = instant(ending.overAt);
  const activeSince = instant(ending.activeSince) ?? announced;
  const segments: LifeSegment[] = [
    { kind: 'active', from: activeSince, to: announced },
    {
      kind: 'deprecated',
      from: announced,
      to: Math.min(sunset ?? Infinity, over ?? Infinity),
    },
  ];
  if (over !== undefined) {
    segments.push(...afterEnd(ending, over, sunset, now.getTime()));
  } else if (sunset !== undefined) {
    segments.push(...afterSunset(ending, sunset, now.getTime(), announced));
  }
  return segments.filter(({ from, to }) => from < to);
}

/** Days on which something was used, one after the other. */
export interface UseRun {
  from: number;
  to: number;
  /** So short that it is a tick. */
  isTick: boolean;
}

function daysOfUse(consumer: EndingConsumer): number[] {
  const { days, firstSeenAt, lastSeenAt } = consumer;
  const known = days.length
    ? days.filter(({ calls }) => calls > 0).map(({ date }) => date)
    : [firstSeenAt, lastSeenAt].flatMap(at => at?.slice(0, 10) ?? []);
  return [...new Set(known.map(date => Date.parse(date)))].sort(
    (one, other) => one - other,
  );
}

/** When a consumer used what ends; longer pauses are gaps. */
export function runsOfUse(consumer: EndingConsumer, now: Date): UseRun[] {
  const runs: UseRun[] = [];
  for (const from of daysOfUse(consumer)) {
    const last = runs.at(-1);
    if (last && from - last.to <= LONGEST_PAUSE_MS) {
      last.to = from + DAY_MS;
    } else {
      runs.push({ from, to: from + DAY_MS, isTick: false });
    }
  }
  return runs.map(({ from, to }) => ({
    from,
    to: Math.max(from, Math.min(to, now.getTime())),
    isTick: to - from <= LONGEST_TICK_MS,
  }));
}

/** Whether a consumer declares that it pauses for days, such as a job at a quarter's end. */
export function isOccasional({ cadenceDays = 0 }: EndingConsumer): boolean {
  return cadenceDays >= OCCASIONAL_DAYS;
}

/** By when a job that runs now and then should be seen again; undefined where it is not expected. */
export function nextRunBy(
  consumer: EndingConsumer,
  now: Date,
): number | undefined {
  const { cadenceDays, lastSeenAt, state } = consumer;
  if (
    !isOccasional(consumer) ||
    lastSeenAt === undefined ||
    state === 'left' ||
    state === 'presumed-gone'
  ) {
    return undefined;
  }
  const next = Date.parse(lastSeenAt) + cadenceDays! * DAY_MS;
  return next > now.getTime() ? next : undefined;
}
