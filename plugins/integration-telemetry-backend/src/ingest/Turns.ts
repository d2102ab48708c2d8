import { performance } from 'perf_hooks';

/** Bodies wait for people no longer than this at a time, and no more than half of the time. */
const LONGEST_WAY_MS = 100;

/** Nobody goes first for longer, however slowly an answer is read. */
const LONGEST_FIRST_MS = 1_000;

/**
 * Lets bodies go on one after another, each in a turn of the event loop of its
 * own: a body takes milliseconds to read, and pages must not wait for all
 * bodies that arrived together. While a person's request is answered, which
 * takes many turns, bodies wait altogether.
 */
export class Turns {
  readonly #now: () => number;
  readonly #waiting: Array<() => void> = [];
  readonly #people = new Set<object>();
  #afterPeople: Array<() => void> = [];
  #pausedAtMs: number | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** Until then it is the bodies' time, whoever comes. */
  #bodiesUntilMs = -Infinity;

  /** @param now - in milliseconds since any moment */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** How many wait for their turn. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Resolves when it is one's turn. */
  next(): Promise<void> {
    return new Promise(resolve => {
      this.#waiting.push(resolve);
      if (this.#waiting.length === 1) {
        setImmediate(() => this.#turn());
      }
    });
  }

  /**
   * A person waits for an answer.
   *
   * @returns to be called once the person has it
   */
  giveWay(): () => void {
    const person = {};
    this.#people.add(person);
    const over = () => {
      if (this.#people.delete(person) && this.#people.size === 0) {
        this.#resume();
        this.#afterPeople.splice(0).forEach(goOn => goOn());
      }
    };
    const timer = setTimeout(over, LONGEST_FIRST_MS);
    return () => {
      clearTimeout(timer);
      over();
    };
  }

  /** Resolves once nobody goes first, or after a tenth of a second: for other work that can wait. */
  async afterPeople(): Promise<void> {
    if (this.#people.size > 0) {
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, LONGEST_WAY_MS);
        this.#afterPeople.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  #turn(): void {
    if (this.#people.size > 0 && this.#now() >= this.#bodiesUntilMs) {
      this.#pausedAtMs = this.#now();
      this.#timer = setTimeout(() => this.#resume(), LONGEST_WAY_MS);
      return;
    }
    if (this.#waiting.length > 1) {
      setImmediate(() => this.#turn());
    }
    this.#waiting.shift()!();
  }

  #resume(): void {
    if (this.#pausedAtMs === undefined) {
      return;
    }
    clearTimeout(this.#timer);
    const nowMs = this.#now();
    this.#bodiesUntilMs = nowMs + (nowMs - this.#pausedAtMs);
    this.#pausedAtMs = undefined;
    setImmediate(() => this.#turn());
  }
}
