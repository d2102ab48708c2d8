import { CustomErrorBase } from '@backstage/errors';

/**
 * A schema that can't be judged within the bounds.
 *
 * @public
 */
export class TooComplexError extends CustomErrorBase {
  name = 'TooComplexError' as const;
}

/** Bounds of the work on a pair of schemas. */
export interface Limits {
  steps: number;
  depth: number;
  /** How many schemas a text may hold. */
  schemas: number;
  /** How many alternatives a type may come to have. */
  alternatives: number;
}

export const DEFAULT_LIMITS: Limits = {
  steps: 400_000,
  depth: 120,
  schemas: 200_000,
  alternatives: 400,
};

/** Counts work, and refuses more than was agreed. */
export class Budget {
  #steps = 0;
  #depth = 0;

  constructor(readonly limits: Limits = DEFAULT_LIMITS) {}

  /** @throws TooComplexError where the steps are used up */
  spend(steps = 1): void {
    this.#steps += steps;
    if (this.#steps > this.limits.steps) {
      throw new TooComplexError(
        `The schemas take more than ${this.limits.steps} steps to compare. Split them, or write their alternatives (anyOf, oneOf, if) more simply.`,
      );
    }
  }

  /** @throws TooComplexError where there are more levels than may be */
  within(levels: number): void {
    if (levels > this.limits.depth) {
      throw new TooComplexError(
        `The schemas are nested deeper than ${this.limits.depth} levels. Make them flatter, or name the inner parts with $ref.`,
      );
    }
  }

  /** @throws TooComplexError where the work is nested too deeply */
  nested<T>(work: () => T): T {
    this.within(this.#depth + 1);
    this.#depth++;
    try {
      return work();
    } finally {
      this.#depth--;
    }
  }

  /** @throws TooComplexError where there are too many alternatives */
  alternatives(count: number): void {
    this.spend(count);
    if (count > this.limits.alternatives) {
      throw new TooComplexError(
        `The schema has more than ${this.limits.alternatives} alternatives for one type. Combine fewer anyOf, oneOf and if with each other.`,
      );
    }
  }
}
