interface Entry {
  answer: Promise<unknown>;
  untilMs: number;
}

/**
 * Answers that are good for a while: who asks meanwhile waits for the same one
 * instead of asking again. An error is kept as long, so that an engine in
 * trouble is not asked by everybody.
 */
export class AnswerCache {
  readonly #lifetimeMs: number;
  readonly #size: number;
  readonly #now: () => number;
  readonly #entries = new Map<string, Entry>();

  constructor(options: {
    lifetimeMs: number;
    /** How many answers are kept. */
    size: number;
    now: () => number;
  }) {
    this.#lifetimeMs = options.lifetimeMs;
    this.#size = options.size;
    this.#now = options.now;
  }

  get<Answer>(key: string, ask: () => Promise<Answer>): Promise<Answer> {
    const nowMs = this.#now();
    const known = this.#entries.get(key);
    if (known && known.untilMs > nowMs) {
      return known.answer as Promise<Answer>;
    }
    this.#makeRoom(nowMs);
    const answer = ask();
    answer.catch(() => {});
    this.#entries.set(key, { answer, untilMs: nowMs + this.#lifetimeMs });
    return answer;
  }

  clear(): void {
    this.#entries.clear();
  }

  #makeRoom(nowMs: number): void {
    for (const [key, { untilMs }] of this.#entries) {
      // The oldest come first.
      if (untilMs <= nowMs || this.#entries.size >= this.#size) {
        this.#entries.delete(key);
      }
    }
  }
}
