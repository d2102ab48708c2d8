/** How dates that owners state turn out, as shares of all: early, within the week, later. */
const EARLY = 0.15;
const ON_TIME = 0.45;

const EARLY_MEAN_DAYS = 12;
const ON_TIME_DAYS = 6;

/** Those that slip do so by about as much, some by much more (Lomax's distribution). */
const LATE_SCALE_DAYS = 40;
const LATE_SHAPE = 3;

/** How often owners' dates say anything at all. */
export const STATED_IS_MEANT = 0.9;

/** How likely one that states a date has left so many days after it (before it, where less than 0). */
function chanceOfSlip(days: number): number {
  if (days < 0) {
    return EARLY * Math.exp(days / EARLY_MEAN_DAYS);
  }
  const onTime = ON_TIME * Math.min(1, days / ON_TIME_DAYS);
  const late = 1 - (1 + days / (LATE_SHAPE * LATE_SCALE_DAYS)) ** -LATE_SHAPE;
  return EARLY + onTime + (1 - EARLY - ON_TIME) * late;
}

/** How likely one that is there today, and said that it moves `movesInDays` from now, has left `days` from now. */
export function chanceLeftAsStated(movesInDays: number, days: number): number {
  const already = chanceOfSlip(-movesInDays);
  return (chanceOfSlip(days - movesInDays) - already) / (1 - already);
}
