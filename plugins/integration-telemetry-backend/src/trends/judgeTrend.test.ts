import {
  hourlyDurations,
  hourlyFailures,
  season,
  SERIES_START_MS,
  SeriesOperation,
} from '../__testUtils__/hourlySeries';
import { acceptLevel } from './acceptLevel';
import { HOUR_MS, HourPoint, toHourGrid, WEEK_HOURS } from './HourGrid';
import { TrendIndicator } from './indicators';
import { judgeTrend, TREND_HOURS } from './judgeTrend';
import { TrendJudgement, TrendState } from './TrendFinding';

const DAY = 24;

/** Five weeks and three days after the beginning. */
const CHANGE = TREND_HOURS + 3 * DAY + 9;

const toMs = (hour: number) => SERIES_START_MS + hour * HOUR_MS;

/** Looks once a day from five weeks on, and keeps what is remembered as a store would. */
function look(
  points: HourPoint[],
  untilHour: number,
  options: {
    indicator?: TrendIndicator;
    state?: TrendState;
    fromHour?: number;
  } = {},
): TrendJudgement[] {
  const { indicator = 'latency', fromHour = TREND_HOURS } = options;
  const judgements: TrendJudgement[] = [];
  let state = options.state ?? {};
  for (let hour = fromHour; hour <= untilHour; hour += DAY) {
    const grid = toHourGrid(points, indicator, {
      fromMs: toMs(hour - TREND_HOURS),
      untilMs: toMs(hour),
    });
    const judgement = judgeTrend(indicator, grid, state);
    state = JSON.parse(JSON.stringify(judgement.state));
    judgements.push({ ...judgement, state });
  }
  return judgements;
}

const outcomes = (judgements: TrendJudgement[]) => [
  ...new Set(judgements.map(({ finding }) => finding.outcome)),
];

const steadyOrder: SeriesOperation = {
  name: 'order',
  callsPerHour: hour => 400 * season(hour),
  level: () => 120,
};

const durations = (
  level: (hour: number) => number,
  hours: number,
  more: Partial<SeriesOperation> & { dayNoise?: number } = {},
) =>
  hourlyDurations([{ ...steadyOrder, ...more, level }], {
    hours,
    dayNoise: more.dayNoise,
  });

const slowerFrom = (change: number) => (hour: number) =>
  hour < change ? 120 : 150;

describe('judgeTrend', () => {
  it('tells of a step by a quarter within a week, to the hour and with its levels', () => {
    const until = CHANGE + WEEK_HOURS;
    const [last] = look(durations(slowerFrom(CHANGE), until), until).slice(-1);
    const { finding } = last;
    expect(finding).toMatchObject({
      outcome: 'raised',
      direction: 'up',
      shape: 'step',
    });
    expect(finding.ratio).toBeGreaterThan(1.18);
    expect(finding.ratio).toBeLessThan(1.32);
    expect(finding.boundRatio).toBeGreaterThan(1.12);
    expect(finding.boundRatio).toBeLessThan(finding.ratio!);
    expect(finding.usualLevel).toBeCloseTo(120, -1);
    expect(finding.level).toBeCloseTo(finding.usualLevel! * finding.ratio!);
    const offHours = Math.abs(finding.sinceMs! - toMs(CHANGE)) / HOUR_MS;
    expect(offHours).toBeLessThanOrEqual(6);
  });

  it('tells a ramp from a step, and when it began', () => {
    const until = CHANGE + 11 * DAY;
    const ramp = (hour: number) =>
      120 * (1 + 0.4 * Math.min(1, Math.max(0, (hour - CHANGE) / WEEK_HOURS)));
    const { finding } = look(durations(ramp, until), until).find(
      one => one.finding.outcome === 'raised',
    )!;
    expect(finding.shape).toBe('ramp');
    const offDays = Math.abs(finding.sinceMs! - toMs(CHANGE)) / HOUR_MS / DAY;
    expect(offDays).toBeLessThanOrEqual(2.5);
  });

  it('is not deceived by more calls of what is slow anyway', () => {
    const until = CHANGE + 2 * WEEK_HOURS;
    const share = (hour: number) => (hour < CHANGE ? 0.1 : 0.5);
    const points = hourlyDurations(
      [
        {
          name: 'look up',
          callsPerHour: hour => 400 * season(hour) * (1 - share(hour)),
          level: () => 50,
        },
        {
          name: 'report',
          callsPerHour: hour => 400 * season(hour) * share(hour),
          level: () => 900,
        },
      ],
      { hours: until },
    );
    expect(outcomes(look(points, until))).toEqual(['steady']);
  });

  it('is not moved by growth of traffic, a holiday, an outage or a slow recovery from it', () => {
    const until = CHANGE + 3 * WEEK_HOURS;
    const isHoliday = (hour: number) =>
      hour >= TREND_HOURS + DAY && hour < TREND_HOURS + 2 * DAY;
    const outage = CHANGE + 4 * DAY;
    const isOut = (hour: number) => hour >= outage && hour < outage + 20;
    const callsPerHour = (hour: number) => {
      if (isOut(hour)) {
        return 4;
      }
      const grown = 1 + hour / TREND_HOURS;
      return 400 * season(hour) * grown * (isHoliday(hour) ? 0.2 : 1);
    };
    const level = (hour: number) => {
      if (isOut(hour)) {
        return 900;
      }
      const since = hour - outage - 20;
      const left = since >= 0 ? 1.5 * 2 ** (-since / 18) : 0;
      return 120 * (1 + left) * (isHoliday(hour) ? 0.9 : 1);
    };
    const judgements = look(durations(level, until, { callsPerHour }), until);
    expect(outcomes(judgements)).toEqual(['steady']);
  });

  it('still tells of a step when a week of outages and recoveries came before it', () => {
    const until = CHANGE + WEEK_HOURS;
    const trouble = CHANGE - 3 * WEEK_HOURS;
    const level = (hour: number) => {
      const since = hour - trouble;
      const isTroubled = since >= 0 && since < WEEK_HOURS;
      const left = isTroubled ? 2 * 2 ** (-(since % 56) / 16) : 0;
      return slowerFrom(CHANGE)(hour) * (1 + left);
    };
    const [last] = look(durations(level, until), until).slice(-1);
    expect(last.finding.outcome).toBe('raised');
  });

  it('says what could be seen where days are too noisy, instead of guessing', () => {
    const points = durations(() => 120, TREND_HOURS, { dayNoise: 0.25 });
    const [{ finding }] = look(points, TREND_HOURS);
    expect(finding).toMatchObject({ outcome: 'blurred', limit: 'too-noisy' });
    expect(finding.smallestVisibleRatio).toBeGreaterThan(1.4);
  });

  it('keeps to the level from before the change, however long it lasts, until it goes back', () => {
    const back = CHANGE + 8 * WEEK_HOURS;
    const until = back + WEEK_HOURS;
    const level = (hour: number) =>
      hour < back ? slowerFrom(CHANGE)(hour) : 120;
    const judgements = look(durations(level, until), until);
    const first = judgements.findIndex(one => one.finding.outcome === 'raised');
    const raised = judgements.filter(one => one.finding.outcome === 'raised');
    expect(outcomes(judgements.slice(first, first + 53))).toEqual(['raised']);
    expect(new Set(raised.map(one => one.finding.sinceMs)).size).toBe(1);
    expect(raised[30].finding.ratio).toBeCloseTo(1.25, 1);
    expect(judgements[judgements.length - 1]).toMatchObject({
      finding: { outcome: 'steady' },
      state: {},
    });
  });

  it('lets go of a change when nothing that changed is called any more', () => {
    const renamed = CHANGE + 2 * WEEK_HOURS;
    const until = renamed + 3 * WEEK_HOURS;
    const points = durations(slowerFrom(CHANGE), until).map(point =>
      point.startMs < toMs(renamed) ? point : { ...point, operation: 'v2' },
    );
    const judgements = look(points, until);
    expect(outcomes(judgements)).toEqual(['steady', 'raised', 'unjudged']);
    expect(judgements[judgements.length - 1]).toMatchObject({
      finding: { outcome: 'steady' },
      state: {},
    });
  });

  it('takes an accepted level as usual at once, and tells of the next change against it', () => {
    const next = CHANGE + 4 * WEEK_HOURS;
    const until = next + WEEK_HOURS;
    const level = (hour: number) =>
      hour < next ? slowerFrom(CHANGE)(hour) : 190;
    const points = durations(level, until);
    const acceptedAt = TREND_HOURS + 11 * DAY;
    const [last] = look(points, acceptedAt).slice(-1);
    expect(last.finding.outcome).toBe('raised');
    const after = look(points, until, {
      state: acceptLevel(last.state, last.finding),
      fromHour: acceptedAt + DAY,
    });
    const atOnce = after.filter(one => one.finding.judgedMs <= toMs(next));
    expect(outcomes(atOnce)).toEqual(['steady']);
    const { finding } = after[after.length - 1];
    expect(finding.outcome).toBe('raised');
    expect(finding.ratio).toBeCloseTo(190 / 150, 1);
  });

  it('needs events to tell of an error rate, and says so', () => {
    const until = CHANGE + 8 * DAY;
    const failures = (callsPerHour: number) =>
      hourlyFailures(
        {
          name: 'order',
          callsPerHour: hour => callsPerHour * season(hour),
          level: hour => (hour < CHANGE ? 0.02 : 0.04),
        },
        { hours: until },
      );
    const indicator = 'error-rate';
    const [many] = look(failures(400), until, { indicator }).slice(-1);
    expect(many.finding.outcome).toBe('raised');
    expect(many.finding.usualLevel).toBeCloseTo(0.02, 2);
    expect(many.finding.level).toBeCloseTo(0.04, 2);
    const few = look(failures(6), until, { indicator });
    expect(outcomes(few)).toEqual(['blurred']);
    expect(few[0].finding.limit).toBe('too-few');
    expect(few[0].finding.smallestVisibleRatio).toBeGreaterThan(1.5);
  });

  it('calls nobody for a throughput of which there is so little that chance changes it', () => {
    const until = CHANGE + 7 * DAY;
    const halved = (callsPerHour: number) =>
      durations(() => 1, until, {
        callsPerHour: hour => (hour < CHANGE ? 1 : 0.5) * callsPerHour,
      }).map(point => ({ ...point, sum: point.count }));
    const indicator = 'throughput';
    const few = look(halved(1), until, { indicator });
    expect(outcomes(few)).not.toContain('raised');
    expect(few.at(-1)!.finding).toMatchObject({
      outcome: 'blurred',
      limit: 'too-few',
    });
    expect(outcomes(look(halved(10), until, { indicator }))).toContain(
      'raised',
    );
  });

  it('tells of throughput that falls, too', () => {
    const until = CHANGE + WEEK_HOURS;
    const points = durations(() => 1, until, {
      callsPerHour: hour => 400 * season(hour) * (hour < CHANGE ? 1 : 0.6),
    }).map(point => ({ ...point, sum: point.count }));
    const [last] = look(points, until, { indicator: 'throughput' }).slice(-1);
    expect(last.finding).toMatchObject({
      outcome: 'raised',
      direction: 'down',
    });
    expect(last.finding.ratio).toBeCloseTo(0.6, 1);
    expect(last.finding.boundRatio).toBeGreaterThan(last.finding.ratio!);
  });

  it('judges after some sixteen days, and says before that it is too new', () => {
    const points = durations(slowerFrom(CHANGE), CHANGE + WEEK_HOURS);
    const since = (days: number) =>
      points.filter(point => point.startMs >= toMs(CHANGE - days * DAY));
    expect(look(since(10), CHANGE)[0].finding).toMatchObject({
      outcome: 'unjudged',
      limit: 'too-new',
    });
    const young = look(since(14), CHANGE + WEEK_HOURS);
    expect(young[young.length - 1].finding.outcome).toBe('raised');
  });
});
