import { createRandom } from '../random.mjs';

/** Seeded draws from the distributions that the generator needs. */
export class Dice {
  readonly next: () => number;
  #spare: number | undefined;

  /** @param name - what the draws are for: the same name, the same draws (FNV-1a) */
  constructor(name: string) {
    let hash = 0x811c9dc5;
    for (let at = 0; at < name.length; at += 1) {
      hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
    }
    this.next = createRandom(hash);
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.next();
  }

  logBetween(low: number, high: number): number {
    return Math.exp(this.between(Math.log(low), Math.log(high)));
  }

  whole(low: number, high: number): number {
    return Math.floor(this.between(low, high + 1));
  }

  isTrue(chance: number): boolean {
    return this.next() < chance;
  }

  /** Standard normal, two at a time (Box and Muller). */
  normal(): number {
    if (this.#spare !== undefined) {
      const spare = this.#spare;
      this.#spare = undefined;
      return spare;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - this.next()));
    const angle = 2 * Math.PI * this.next();
    this.#spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  poisson(mean: number): number {
    if (mean > 30) {
      return Math.max(0, Math.round(mean + Math.sqrt(mean) * this.normal()));
    }
    const limit = Math.exp(-mean);
    let count = 0;
    for (let left = this.next(); left > limit; left *= this.next()) {
      count += 1;
    }
    return count;
  }
}
