/** Seeded draws from the distributions that the generator needs. */
export class Dice {
  #state: number;

  /** @param name - what the draws are for: the same name, the same draws (hashed by FNV-1a) */
  constructor(name: string) {
    let hash = 0x811c9dc5;
    for (const character of name) {
      hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
    }
    this.#state = hash >>> 0;
  }

  /** At least 0 and less than 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
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

  pick<One>(choices: readonly (readonly [One, number])[]): One {
    const sum = choices.reduce((all, [, weight]) => all + weight, 0);
    let left = this.next() * sum;
    for (const [choice, weight] of choices) {
      left -= weight;
      if (left < 0) {
        return choice;
      }
    }
    return choices[choices.length - 1][0];
  }

  exponential(mean: number): number {
    return -mean * Math.log(1 - this.next());
  }

  /** Standard normal (Box and Muller). */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.next()));
    return radius * Math.cos(2 * Math.PI * this.next());
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
