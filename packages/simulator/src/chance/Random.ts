import { alea } from 'seedrandom';

/**
 * A reproducible source of chance: the same keys give the same numbers,
 * whatever else was drawn before.
 */
export class Random {
  readonly #next: () => number;

  private constructor(next: () => number) {
    this.#next = next;
  }

  static of(...keys: Array<string | number>): Random {
    return new Random(alea(keys.join('\u0000')));
  }

  /** At least 0 and below 1. */
  uniform(): number {
    return this.#next();
  }

  /** Standard normal, by Box and Muller. */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.#next()));
    return radius * Math.cos(2 * Math.PI * this.#next());
  }

  /** How many events come where `mean` are expected. */
  poisson(mean: number): number {
    if (mean > 30) {
      return Math.max(0, Math.round(mean + Math.sqrt(mean) * this.normal()));
    }
    // Knuth's product of uniforms: exact, and short for small means.
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = this.#next(); product > limit; count += 1) {
      product *= this.#next();
    }
    return count;
  }

  /** How many of `trials` succeed where each does with `probability`. */
  binomial(trials: number, probability: number): number {
    if (probability <= 0 || trials <= 0) {
      return 0;
    }
    if (probability > 0.5) {
      return trials - this.binomial(trials, 1 - probability);
    }
    if (trials <= 40) {
      let count = 0;
      for (let trial = 0; trial < trials; trial += 1) {
        count += this.#next() < probability ? 1 : 0;
      }
      return count;
    }
    const mean = trials * probability;
    if (mean < 20) {
      return Math.min(trials, this.poisson(mean));
    }
    const deviation = Math.sqrt(mean * (1 - probability));
    const count = Math.round(mean + deviation * this.normal());
    return Math.min(trials, Math.max(0, count));
  }

  /** A number of `digits` lower-case hexadecimal digits. */
  hex(digits: number): string {
    let text = '';
    while (text.length < digits) {
      text += Math.floor(this.#next() * 0x10000000)
        .toString(16)
        .padStart(7, '0');
    }
    return text.slice(0, digits);
  }
}
