import { Json, childPointer, isJsonObject, member } from '../../../text/Json';
import { Comparison } from './Comparison';
import { StrictShape } from './StrictShape';

/** One difference by the registry's name for it. */
export interface Difference {
  type: string;
  writerPointer: string;
  readerPointer: string;
}

/** Collects the differences of one pair of schemas, each once. */
export class Differences {
  readonly #found = new Map<string, Difference>();

  constructor(readonly comparison: Comparison) {}

  /** @param tokens - lead from the schemas to what is different, as far as it is there */
  add(
    type: string,
    writer: StrictShape,
    reader: StrictShape,
    ...tokens: string[]
  ): void {
    this.#keep({
      type,
      writerPointer: pointerTo(writer, tokens),
      readerPointer: pointerTo(reader, tokens),
    });
  }

  addAll(differences: Iterable<Difference>): void {
    for (const difference of differences) {
      this.#keep(difference);
    }
  }

  get list(): Iterable<Difference> {
    return this.#found.values();
  }

  get byKey(): ReadonlyMap<string, Difference> {
    return this.#found;
  }

  /** For what is only tried: its differences count once they are added. */
  attempt(): Differences {
    return new Differences(this.comparison);
  }

  get isCompatible(): boolean {
    return this.comparison.allows(this.#found.values());
  }

  #keep(difference: Difference): void {
    const { type, writerPointer, readerPointer } = difference;
    const key = `${type} ${writerPointer} ${readerPointer}`;
    if (!this.#found.has(key)) {
      this.comparison.budget.spend();
      this.#found.set(key, difference);
    }
  }
}

function pointerTo({ part }: StrictShape, tokens: readonly string[]): string {
  let { schema, pointer }: { schema: Json; pointer: string } = part;
  for (const token of tokens) {
    const below = isJsonObject(schema) ? member(schema, token) : undefined;
    if (below === undefined) {
      return pointer;
    }
    schema = below;
    pointer = childPointer(pointer, token);
  }
  return pointer;
}
