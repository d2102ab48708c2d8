import { DAY_MS, KNOWN_DAYS, lookAt } from './drawCourse';

const DAYS = 30;

/** Student's t with 28 degrees of freedom: 95 % are below. */
const T = 1.701;

/**
 * What people draw into a chart: a straight line through the total calls of the last 30 days, down to zero, and the
 * 90 % band of the regression around it. Where the upper edge never comes down, its range ends with what is known.
 */
export function straightLine({ consumers, nowMs }: ReturnType<typeof lookAt>) {
  const today = Math.floor(nowMs / DAY_MS);
  const totals = new Array<number>(DAYS).fill(0);
  for (const { days } of consumers) {
    for (const { date, calls } of days) {
      const at = Date.parse(date) / DAY_MS - today + DAYS;
      if (at >= 0 && at < DAYS) {
        totals[at] += calls;
      }
    }
  }
  const middle = (DAYS - 1) / 2;
  const mean = totals.reduce((sum, total) => sum + total, 0) / DAYS;
  let squares = 0;
  let products = 0;
  totals.forEach((total, at) => {
    squares += (at - middle) ** 2;
    products += (at - middle) * (total - mean);
  });
  const slope = products / squares;
  if (slope >= 0) {
    return undefined;
  }
  const residue = totals.reduce(
    (sum, total, at) => sum + (total - mean - slope * (at - middle)) ** 2,
    0,
  );
  const sigma = Math.sqrt(residue / (DAYS - 2));
  const crosses = (side: number) => {
    for (let ahead = 0; ahead < KNOWN_DAYS; ahead += 1) {
      const from = DAYS + ahead - middle;
      const band = T * sigma * Math.sqrt(1 + 1 / DAYS + from ** 2 / squares);
      if (mean + slope * from + side * band <= 0) {
        return ahead;
      }
    }
    return KNOWN_DAYS;
  };
  const toDayMs = (ahead: number) => (today + ahead) * DAY_MS;
  return {
    fromMs: toDayMs(crosses(-1)),
    lastMs: toDayMs(crosses(0)),
    untilMs: toDayMs(crosses(1)),
  };
}
