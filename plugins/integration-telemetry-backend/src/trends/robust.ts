/** The middle value, or NaN of none. Sorts what it is given. */
export function medianOf(values: number[]): number {
  if (values.length === 0) {
    return NaN;
  }
  values.sort((left, right) => left - right);
  const middle = values.length >> 1;
  return values.length % 2 === 1
    ? values[middle]
    : (values[middle - 1] + values[middle]) / 2;
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
  const mad = MAD_TO_SIGMA * medianOf([...deviations]);
  const limit = 2.5 * mad;
  const squares = deviations.reduce(
    (sum, deviation) => sum + Math.min(deviation, limit) ** 2,
    0,
  );
  return Math.max(mad, Math.sqrt(squares / values.length));
}
