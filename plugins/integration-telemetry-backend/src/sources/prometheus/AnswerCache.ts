interface Entry {
  answer: Promise<unknown>;
  untilMs: number;
  weight: number;
}

/**
 * Answers that are good for a while: who asks meanwhile waits for the same one
 * instead of asking again. An error is kept as long, so that an engine in
 * trouble is not asked by everybody.
 */
export class AnswerCache<Answer> {
  readonly #lifetimeMs: number;
  readonly #maxWeight: number;
  readonly #weigh: (answer: Answer) => number;
  readonly #now: () => number;
  readonly #entries = new Map<string, Entry>();
  #weight = 0;

  constructor(options: {
    lifetimeMs: number;
    /** What all answers may weigh together; the latest is always kept. */
    maxWeight: number;
    /** At least 1. */
    weigh: (answer: Answer) => number;
    now: () => number;
  }) {
    this.#lifetimeMs = options.lifetimeMs;
    this.#maxWeight = options.maxWeight;
    this.#weigh = options.weigh;
    this.#now = options.now;
  }

  /** @param lifetimeMs - where this answer is good for another time than most */
  get(
    key: string,
    ask: () => Promise<Answer>,
    lifetimeMs: number = this.#lifetimeMs,
  ): Promise<Answer> {
    const nowMs = this.#now();
    const known = this.#entries.get(key);
    if (known && known.untilMs > nowMs) {
      return known.answer as Promise<Answer>;
    }
    this.#drop(key);
    this.#dropOutdated(nowMs);
    const answer = ask();
    const entry: Entry = { answer, untilMs: nowMs + lifetimeMs, weight: 1 };
    this.#entries.set(key, entry);
    this.#weight += entry.weight;
    answer.then(
      found => this.#weighAgain(key, entry, this.#weigh(found)),
      // Whoever asked is told.
      () => {},
    );
    return answer;
  }

  #weighAgain(key: string, entry: Entry, weight: number): void {
    if (this.#entries.get(key) !== entry) {
      return;
    }
    this.#weight += weight - entry.weight;
    entry.weight = weight;
    // The oldest come first.
    for (const [other, { weight: freed }] of this.#entries) {
      if (this.#weight <= this.#maxWeight) {
        return;
      }
      if (other !== key && freed > 0) {
        this.#drop(other);
      }
    }
  }

  #dropOutdated(nowMs: number): void {
    for (const [key, { untilMs }] of this.#entries) {
      if (untilMs <= nowMs) {
        this.#drop(key);
      }
    }
  }

  #drop(key: string): void {
    const entry = this.#entries.get(key);
    if (entry) {
      this.#weight -= entry.weight;
      this.#entries.delete(key);
    }
  }
}
