import { setFlagsFromString } from 'v8';
import { runInNewContext } from 'vm';

/** Looks at the heap in regular steps, after it was tidied up. */
export class MemoryWatch {
  readonly #collect: () => void;
  readonly #allowedMb: number;
  readonly #mb: number[] = [];

  /** @param allowedMb - what may be remembered, and what differs from one look to the next */
  constructor(allowedMb: number) {
    this.#allowedMb = allowedMb;
    setFlagsFromString('--expose_gc');
    this.#collect = runInNewContext('gc');
  }

  look(): void {
    this.#collect();
    this.#mb.push(process.memoryUsage().heapUsed / 2 ** 20);
  }

  get lastMb(): number {
    return Math.round(this.#mb.at(-1) ?? 0);
  }

  /** That the heap grew from the first third to the last, in words. */
  growth(): string | undefined {
    const third = Math.max(1, Math.floor(this.#mb.length / 3));
    const before = Math.max(...this.#mb.slice(0, third));
    const after = Math.min(...this.#mb.slice(-third));
    return after - before > this.#allowedMb
      ? `The heap grew from ${Math.round(before)} to ${Math.round(after)} MB`
      : undefined;
  }
}
