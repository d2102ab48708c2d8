import { WEEK_DAYS } from './declineShapes';

/** Noise is never thought to be less than this share of a week's calls. */
const LEAST_NOISE = 0.05;

/** Noise is never measured on many weeks: what is usual elsewhere counts as so many more. */
const NOISE_GUESS = 0.08;
const GUESS_WEEKS = 2;

/** Of a normal distribution's squares, the middle one in variances. */
const MIDDLE_SQUARE = 0.455;

/** Weeks resemble their neighbours: so much of what each says is new. */
const NEWS = 0.6;

/** A week may be far off: Student's t with four degrees of freedom. */
const FREEDOM = 4;

/** Even where no calls are expected some come. */
const LEAST_VARIANCE = 0.3;

/** From where on a product is put away before it overflows. */
const LARGE = 1e120;

/** How well shapes explain the calls of weeks, whatever their height. */
export class WeekFit {
  readonly #weeks: readonly number[];
  readonly #noise: number;
  readonly #sum: number;

  /** @param weeks - calls, the latest first */
  constructor(weeks: readonly number[]) {
    this.#weeks = weeks;
    this.#noise = Math.max(LEAST_NOISE ** 2, noiseOf(weeks));
    this.#sum = weeks.reduce((sum, calls) => sum + calls, 0);
  }

  /** The height of a shape that fits best, in calls a day, and how likely the weeks are then, as a logarithm. */
  weigh(shape: Float64Array): { log: number; level: number } {
    const weeks = this.#weeks;
    const height = this.#heightOf(shape);
    let log = 0;
    let product = 1;
    for (let week = 0; week < weeks.length; week += 1) {
      const mean = height * shape[week];
      const variance = this.#varianceOf(mean);
      const off = weeks[week] - mean;
      const far = 1 + (off * off) / (variance * FREEDOM);
      const squared = far * far;
      // Student's t in the square, to the power of four and one: one logarithm for many weeks.
      product *= variance * squared * squared * far;
      if (product > LARGE) {
        log -= Math.log(product) / 2;
        product = 1;
      }
    }
    log -= Math.log(product) / 2;
    return { log: NEWS * log, level: height / WEEK_DAYS };
  }

  #heightOf(shape: Float64Array): number {
    const weeks = this.#weeks;
    let shapes = 0;
    for (let week = 0; week < weeks.length; week += 1) {
      shapes += shape[week];
    }
    const rough = this.#sum / Math.max(1e-9, shapes);
    let products = 0;
    let squares = 0;
    for (let week = 0; week < weeks.length; week += 1) {
      const share = shape[week];
      const variance = this.#varianceOf(rough * share);
      products += (weeks[week] * share) / variance;
      squares += (share * share) / variance;
    }
    return Math.max(1e-9, products / Math.max(1e-12, squares));
  }

  #varianceOf(mean: number): number {
    return LEAST_VARIANCE + mean + this.#noise * mean * mean;
  }
}

/** The variance of a week as a share, from how neighbours differ: neither a level that changes nor a steady fall counts. */
function noiseOf(weeks: readonly number[]): number {
  const steps: number[] = [];
  let chance = 0;
  for (let week = 1; week < weeks.length; week += 1) {
    const [late, early] = [weeks[week - 1], weeks[week]];
    if (late > 0 && early > 0) {
      steps.push(Math.log(late / early));
      chance += 1 / late + 1 / early;
    }
  }
  const count = steps.length;
  const usual = middleOf(steps);
  const square = middleOf(steps.map(step => (step - usual) ** 2));
  // A step has the noise of two weeks.
  const measured = square / MIDDLE_SQUARE - chance / Math.max(1, count);
  return (
    ((count * Math.max(0, measured)) / 2 + GUESS_WEEKS * NOISE_GUESS ** 2) /
    (count + GUESS_WEEKS)
  );
}

/** The middle one, or 0 of none. */
function middleOf(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
