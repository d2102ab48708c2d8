import { forecastLastUse } from '../../../src/lifecycle/forecast/forecastLastUse';
import { DAY_MS, drawCourse, lookAt, toMs } from './drawCourse';
import { straightLine } from './straightLine';
import { WORLDS } from './World';

interface Order {
  /** The name of one of {@link WORLDS}. */
  world: string;
  seeds: string;
  from: number;
  until: number;
}

interface Range {
  fromMs: number;
  lastMs: number;
  untilMs: number;
}

/** How a range lies to the true last day. */
function place(range: Range | undefined, lookMs: number, lastMs?: number) {
  if (!range) {
    // Nobody missed a day that does not come.
    return { isCovered: lastMs === undefined };
  }
  const { fromMs, untilMs } = range;
  return {
    isCovered: lastMs !== undefined && fromMs <= lastMs && lastMs <= untilMs,
    isLate: lastMs !== undefined && lastMs > untilMs,
    widthDays: (untilMs - fromMs) / DAY_MS + 1,
    saidDays: (range.lastMs - lookMs) / DAY_MS,
    ...(lastMs !== undefined && {
      errorDays: Math.abs(range.lastMs - lastMs) / DAY_MS,
    }),
  };
}

/** Prints what came of each run, as a line of JSON. */
function main({ world: name, seeds, from, until }: Order): void {
  const world = WORLDS.find(one => one.name === name)!;
  const runs = [];
  for (let run = from; run < until; run += 1) {
    const course = drawCourse(`${seeds} ${run}`, world);
    const look = lookAt(course);
    const startedAt = performance.now();
    const forecast = forecastLastUse(look.consumers, look);
    const tookMs = performance.now() - startedAt;
    const lookMs = toMs(course.lookDay);
    const lastMs =
      course.lastDay === undefined ? undefined : toMs(course.lastDay);
    runs.push({
      outcome: forecast.outcome,
      consumers: course.consumers.length,
      lastKind: course.lastKind,
      remainingDays:
        lastMs === undefined ? undefined : (lastMs - lookMs) / DAY_MS,
      historyDays: course.historyDays,
      tookMs,
      ours:
        forecast.outcome === 'expected'
          ? place(forecast, lookMs, lastMs)
          : {
              // To say that no end is in sight is right where none comes.
              isCovered:
                forecast.outcome === 'not-in-sight' && lastMs === undefined,
            },
      line: place(straightLine(look), lookMs, lastMs),
    });
  }
  process.stdout.write(`${JSON.stringify(runs)}\n`);
}

main(JSON.parse(process.argv[2]));
