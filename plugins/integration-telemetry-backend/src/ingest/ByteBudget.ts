/** Bounds the bytes that are worked on at the same time. */
export class ByteBudget {
  readonly #maxBytes: number;
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Bytes that are taken at the moment. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Takes some; false where that would be too many. */
  take(bytes: number): boolean {
    if (this.#bytes + bytes > this.#maxBytes) {
      return false;
    }
    this.#bytes += bytes;
    return true;
  }

  giveBack(bytes: number): void {
    this.#bytes -= bytes;
  }
}
