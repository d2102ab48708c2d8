import { Budget } from '../Budget';
import { StrictShape } from './StrictShape';

/** One difference by the registry's name for it. */
export interface Difference {
  type: string;
  writerPointer: string;
  readerPointer: string;
}

/** Collects differences, and knows which schemas are being compared already. */
export class Differences {
  readonly list: Difference[] = [];
  readonly #entered: Set<string>;

  constructor(
    readonly compatible: ReadonlySet<string>,
    readonly budget: Budget,
    entered: ReadonlySet<string> = new Set(),
  ) {
    this.#entered = new Set(entered);
  }

  add(type: string, writer: StrictShape, reader: StrictShape): void {
    this.list.push({
      type,
      writerPointer: writer.part.pointer,
      readerPointer: reader.part.pointer,
    });
  }

  addAll(other: Differences): void {
    this.list.push(...other.list);
  }

  /** For what is only tried: its differences count once they are added. */
  attempt(): Differences {
    return new Differences(this.compatible, this.budget, this.#entered);
  }

  get isCompatible(): boolean {
    return this.list.every(({ type }) => this.compatible.has(type));
  }

  /** Does the work unless the writer's schema is inside its own comparison. */
  inside(writer: StrictShape, work: () => void): void {
    const key = `${writer.kind} ${writer.part.pointer}`;
    if (!this.#entered.has(key)) {
      this.#entered.add(key);
      try {
        this.budget.nested(work);
      } finally {
        this.#entered.delete(key);
      }
    }
  }
}
