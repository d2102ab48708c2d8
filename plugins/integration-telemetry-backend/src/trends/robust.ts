/** Up to so many values are sorted faster one after another than by the engine. */
const FEW = 40;

/** Medians of few are asked for by the hundred: making room for each took most of the time. */
const scratch = new Float64Array(FEW);

/** The middle value, or NaN of none. */
export function medianOf(values: readonly number[]): number {
  const { length } = values;
  if (length === 0) {
    return NaN;
  }
  let sorted = scratch;
  if (length > FEW) {
    sorted = Float64Array.from(values).sort();
  } else {
    sortFew(values);
  }
  const middle = length >> 1;
  return length % 2 === 1
    ? sorted[middle]
    : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Into the scratch, one after another. */
function sortFew(values: readonly number[]): void {
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at];
    let to = at;
    while (to > 0 && scratch[to - 1] > value) {
      scratch[to] = scratch[to - 1];
      to -= 1;
    }
    scratch[to] = value;
  }
}

/** The mean of what is left once `share` of the values went at each end. */
export function trimmedMean(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  const cut = Math.floor(sorted.length * share);
  const kept = sorted.slice(cut, sorted.length - cut);
  return kept.reduce((sum, value) => sum + value, 0) / kept.length;
}

/** What the median of absolute deviations is multiplied by to be the standard deviation of a normal distribution. */
const MAD_TO_SIGMA = 1.4826;

/**
 * The standard deviation around `centre`, which single wild values hardly
 * move: the larger of the median of absolute deviations and of the deviation
 * after pulling in what lies farther out than two and a half of these.
 */
export function robustSigma(values: readonly number[], centre: number): number {
  if (values.length === 0) {
    return NaN;
  }
  const deviations = values.map(value => Math.abs(value - centre));
  const mad = MAD_TO_SIGMA * medianOf(deviations);
  const limit = 2.5 * mad;
  const squares = deviations.reduce(
    (sum, deviation) => sum + Math.min(deviation, limit) ** 2,
    0,
  );
  return Math.max(mad, Math.sqrt(squares / values.length));
}
