import { performance } from 'perf_hooks';
import { HourGrid } from '../../../src/trends/HourGrid';
import { judgeTrend, TREND_HOURS } from '../../../src/trends/judgeTrend';
import { TrendFinding, TrendState } from '../../../src/trends/TrendFinding';
import { TrendIndicator } from '../../../src/trends/indicators';
import { Dice } from './Dice';
import { generateFailures } from './generateFailures';
import {
  generateLatency,
  passedHour,
  Rise,
  SeriesPlan,
} from './generateLatency';

/** What a stratum is asked for. */
export interface StratumOrder {
  /** Seeds that rules are tuned on, and those that are reported, are never the same. */
  seeds: 'report' | 'tune';
  callsADay: number;
  dayNoise: number;
  /** Error rates instead of latency, of operations of which so many calls usually fail in a week. */
  errorsAWeek?: number;
  /** Rises for each kind of them, without and with incidents. */
  rises: number;
  /** Series-years without a rise. */
  years: number;
}

export interface Tally {
  name: string;
  ratio: number;
  isRamp: boolean;
  hasIncidents: boolean;
  caught: number;
  total: number;
}

export interface StratumResult {
  tallies: Tally[];
  seriesYears: number;
  falseAlarms: number;
  /** Of a look, with all of its five weeks. */
  msPerLook: number;
  /** What the rule itself said could be seen, in the middle of all looks; null where it said nothing. */
  smallestVisibleRatio: number | null;
  /** The share of looks that were unjudged. */
  unjudged: number;
}

const DAY_HOURS = 24;
const WARM_DAYS = TREND_HOURS / DAY_HOURS;

/** After +20 % was passed. */
const CAUGHT_WITHIN_HOURS = 7 * DAY_HOURS;

const LATENCY_KINDS = [
  { name: '+20 % step', ratio: 1.2, isRamp: false },
  { name: '+20 % ramp', ratio: 1.2, isRamp: true },
  { name: '+25 % step', ratio: 1.25, isRamp: false },
  { name: '+25 % ramp', ratio: 1.25, isRamp: true },
  { name: '+35 % step', ratio: 1.35, isRamp: false },
  // As large as the rule itself says that it would see in nine of ten cases.
  { name: 'visible step', ratio: 0, isRamp: false },
];

const FAILURE_KINDS = [
  { name: '× 1.25', ratio: 1.25, isRamp: false },
  { name: '× 1.5', ratio: 1.5, isRamp: false },
  { name: '× 2', ratio: 2, isRamp: false },
  { name: 'visible step', ratio: 0, isRamp: false },
];

function generate(order: StratumOrder, plan: SeriesPlan): HourGrid {
  const { errorsAWeek } = order;
  return errorsAWeek === undefined
    ? generateLatency(plan)
    : generateFailures({ ...plan, errorsAWeek });
}

const indicatorOf = ({ errorsAWeek }: StratumOrder) =>
  errorsAWeek === undefined ? 'latency' : 'error-rate';

/** Looks at a grid once a day. */
class Looks {
  ms = 0;
  count = 0;
  unjudged = 0;
  readonly visible: number[] = [];
  readonly #indicator: TrendIndicator;

  constructor(indicator: TrendIndicator) {
    this.#indicator = indicator;
  }

  /** The findings of a look a day, from one hour to another, with the hour of each. */
  *over(
    grid: HourGrid,
    from: number,
    until: number,
  ): Generator<{ hour: number; finding: TrendFinding }> {
    let state: TrendState = {};
    for (let hour = from; hour <= until; hour += DAY_HOURS) {
      const seen = windowOf(grid, hour);
      const startedMs = performance.now();
      const judgement = judgeTrend(this.#indicator, seen, state);
      this.ms += performance.now() - startedMs;
      this.count += 1;
      const { finding } = judgement;
      if (finding.outcome === 'unjudged') {
        this.unjudged += 1;
      } else if (finding.smallestVisibleRatio !== undefined) {
        this.visible.push(finding.smallestVisibleRatio);
      }
      // As a store would keep it.
      state = JSON.parse(JSON.stringify(judgement.state));
      yield { hour, finding };
    }
  }
}

function windowOf(grid: HourGrid, until: number): HourGrid {
  const from = Math.max(0, until - TREND_HOURS);
  return {
    startMs: grid.startMs + from * 3_600_000,
    hours: until - from,
    operations: grid.operations.map(({ operation, counts, sums }) => ({
      operation,
      counts: counts.subarray(from, until),
      sums: sums.subarray(from, until),
    })),
  };
}

export function runStratum(order: StratumOrder): StratumResult {
  const looks = new Looks(indicatorOf(order));
  const tallies: Tally[] = [];
  const kinds = order.errorsAWeek === undefined ? LATENCY_KINDS : FAILURE_KINDS;
  for (const kind of kinds) {
    for (const hasIncidents of [false, true]) {
      let caught = 0;
      for (let nth = 0; nth < order.rises; nth += 1) {
        caught += isCaught(looks, order, kind, hasIncidents, nth) ? 1 : 0;
      }
      tallies.push({ ...kind, hasIncidents, caught, total: order.rises });
    }
  }
  let falseAlarms = 0;
  for (let year = 0; year < order.years; year += 1) {
    falseAlarms += countFalseAlarms(looks, order, year);
  }
  const { visible } = looks;
  visible.sort((left, right) => left - right);
  return {
    tallies,
    seriesYears: order.years,
    falseAlarms,
    msPerLook: looks.ms / looks.count,
    smallestVisibleRatio: visible[visible.length >> 1] ?? null,
    unjudged: looks.unjudged / looks.count,
  };
}

function planOf(
  { seeds, callsADay, dayNoise, errorsAWeek }: StratumOrder,
  name: string,
): SeriesPlan {
  return {
    seed: `${seeds} ${callsADay} ${dayNoise} ${errorsAWeek ?? ''} ${name}`,
    days: WARM_DAYS,
    callsADay,
    dayNoise,
    hasIncidents: false,
    hasSmallChanges: false,
  };
}

/** Whether a rise is told of before a week has gone since it passed +20 %, and nothing was before it. */
function isCaught(
  looks: Looks,
  order: StratumOrder,
  { name, ratio, isRamp }: (typeof LATENCY_KINDS)[number],
  hasIncidents: boolean,
  nth: number,
): boolean {
  const plan = planOf(order, `${name} ${nth}`);
  const dice = new Dice(`${plan.seed} rise`);
  const first = TREND_HOURS;
  const rise: Rise = {
    ratio: ratio || visibleRatio(order, { ...plan, hasIncidents }),
    startHour: first + dice.whole(4 * DAY_HOURS, 11 * DAY_HOURS),
    rampHours: isRamp ? dice.whole(3 * DAY_HOURS, 7 * DAY_HOURS) : 0,
  };
  const latest = Math.floor(passedHour(rise) + CAUGHT_WITHIN_HOURS);
  const grid = generate(order, {
    ...plan,
    days: Math.ceil(latest / DAY_HOURS) + 1,
    hasIncidents,
    rise,
  });
  for (const { hour, finding } of looks.over(grid, first, latest)) {
    if (finding.outcome === 'raised') {
      return hour > rise.startHour;
    }
  }
  return false;
}

/** What the rule says that it sees in a series, before anything rises there. */
function visibleRatio(order: StratumOrder, plan: SeriesPlan): number {
  const { finding } = judgeTrend(indicatorOf(order), generate(order, plan));
  return finding.smallestVisibleRatio ?? Infinity;
}

/** Alarms in a year in which nothing rose by a tenth, with everything else that happens. */
function countFalseAlarms(
  looks: Looks,
  order: StratumOrder,
  year: number,
): number {
  const days = WARM_DAYS + 365;
  const grid = generate(order, {
    ...planOf(order, `year ${year}`),
    days,
    hasIncidents: true,
    hasSmallChanges: true,
  });
  let alarms = 0;
  let wasRaised = false;
  const looked = looks.over(grid, TREND_HOURS, days * DAY_HOURS);
  for (const { finding } of looked) {
    const isRaised = finding.outcome === 'raised';
    alarms += isRaised && !wasRaised ? 1 : 0;
    wasRaised = isRaised;
  }
  return alarms;
}
