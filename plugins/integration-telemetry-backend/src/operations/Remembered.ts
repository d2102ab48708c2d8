/** What a question costs too much to be put for each who asks: its last answer does for a while. */
export class Remembered<Answer> {
  readonly #ask: () => Promise<Answer>;
  readonly #freshMs: number;
  #last: { answer: Promise<Answer>; atMs: number } | undefined;

  constructor(options: { ask: () => Promise<Answer>; freshMs: number }) {
    this.#ask = options.ask;
    this.#freshMs = options.freshMs;
  }

  /** The answer, and when it was asked for. */
  read(nowMs: number): { answer: Promise<Answer>; atMs: number } {
    const known = this.#last;
    if (known && nowMs - known.atMs <= this.#freshMs) {
      return known;
    }
    const last = { answer: this.#ask(), atMs: nowMs };
    this.#last = last;
    last.answer.catch(() => {
      // What failed is asked for again at once.
      this.#last = this.#last === last ? undefined : this.#last;
    });
    return last;
  }
}
