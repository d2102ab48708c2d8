import { Range } from './characters';
import { Expression } from './parsePattern';

/** A larger automaton isn't built. */
const MOST_STATES = 300;

interface State {
  steps: Array<{ ranges: readonly Range[]; to: number }>;
  /** States that are reached without a character. */
  free: number[];
}

/** Accepts the texts of an expression (Thompson's construction). */
export class Automaton {
  readonly #states: State[] = [];
  readonly #end: number;
  /** The states before the first character. */
  readonly start: readonly number[];

  private constructor(expression: Expression) {
    const start = this.#state();
    this.#end = this.#add(expression, start);
    this.start = this.#closed([start]);
  }

  /** @returns nothing where it would be too large */
  static of(expression: Expression): Automaton | undefined {
    try {
      return new Automaton(expression);
    } catch (error) {
      if (error instanceof RangeError) {
        return undefined;
      }
      throw error;
    }
  }

  accepts(states: readonly number[]): boolean {
    return states.includes(this.#end);
  }

  /** Where the characters begin that are treated alike from these states on. */
  edges(states: readonly number[]): number[] {
    return states.flatMap(state =>
      this.#states[state].steps.flatMap(({ ranges }) =>
        ranges.flatMap(([from, to]) => [from, to + 1]),
      ),
    );
  }

  step(states: readonly number[], character: number): readonly number[] {
    const next = states.flatMap(state =>
      this.#states[state].steps
        .filter(({ ranges }) =>
          ranges.some(([from, to]) => from <= character && character <= to),
        )
        .map(({ to }) => to),
    );
    return this.#closed(next);
  }

  #closed(states: readonly number[]): readonly number[] {
    const reached = new Set(states);
    // A set that grows while it is walked through is walked through to its end.
    for (const state of reached) {
      this.#states[state].free.forEach(next => reached.add(next));
    }
    return [...reached].sort((one, other) => one - other);
  }

  #state(): number {
    if (this.#states.length >= MOST_STATES) {
      throw new RangeError('The pattern is too large.');
    }
    return this.#states.push({ steps: [], free: [] }) - 1;
  }

  /** @returns the state behind what was added */
  #add(expression: Expression, from: number): number {
    switch (expression.kind) {
      case 'set': {
        const to = this.#state();
        this.#states[from].steps.push({ ranges: expression.ranges, to });
        return to;
      }
      case 'sequence':
        return expression.parts.reduce((at, part) => this.#add(part, at), from);
      case 'choice': {
        const to = this.#state();
        for (const part of expression.parts) {
          const begin = this.#state();
          this.#states[from].free.push(begin);
          this.#states[this.#add(part, begin)].free.push(to);
        }
        return to;
      }
      default:
        return this.#repeat(expression, from);
    }
  }

  #repeat(
    { part, least, most }: Expression & { kind: 'repeat' },
    from: number,
  ): number {
    if (Math.max(least, most === Infinity ? 0 : most) > MOST_STATES) {
      throw new RangeError('The pattern repeats too often.');
    }
    let at = from;
    for (let count = 0; count < least; count++) {
      at = this.#add(part, at);
    }
    const end = this.#state();
    if (most === Infinity) {
      const loop = this.#state();
      this.#states[at].free.push(loop);
      this.#states[this.#add(part, loop)].free.push(loop);
      this.#states[loop].free.push(end);
      return end;
    }
    this.#states[at].free.push(end);
    for (let count = least; count < most; count++) {
      at = this.#add(part, at);
      this.#states[at].free.push(end);
    }
    return end;
  }
}
