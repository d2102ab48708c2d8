/**
 * Lets one after another go on, each in a turn of the event loop of its own: a
 * body takes milliseconds to read, and pages must not wait for all bodies that
 * arrived together.
 */
export class Turns {
  readonly #waiting: Array<() => void> = [];

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

  #turn(): void {
    if (this.#waiting.length > 1) {
      setImmediate(() => this.#turn());
    }
    this.#waiting.shift()!();
  }
}
