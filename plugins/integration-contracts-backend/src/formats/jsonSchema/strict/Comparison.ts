import { Budget } from '../Budget';
import { Difference, Differences } from './Differences';
import { StrictShape } from './StrictShape';

type Compare = (
  writer: StrictShape,
  reader: StrictShape,
  found: Differences,
) => void;

/** A pair of shapes, with what is known of it by now. */
interface Pair {
  writer: StrictShape;
  reader: StrictShape;
  differences: ReadonlyMap<string, Difference>;
  /** Those whose differences depend on it. */
  askers: Set<Pair>;
  isWaiting: boolean;
}

/**
 * Compares two schemas pair by pair, each as often as something is learnt that it
 * depends on. A pair counts as compatible until it turns out not to be, so that
 * schemas may contain themselves (a greatest fixed point); as no pair calls
 * another, their number is not bounded by the stack.
 */
export class Comparison {
  readonly #pairs = new Map<StrictShape, Map<StrictShape, Pair>>();
  #asking: Pair | undefined;
  #discovered: Pair[] = [];

  /** @param compare - compares one pair, and asks {@link pair} for those in it */
  constructor(
    readonly compatible: ReadonlySet<string>,
    readonly budget: Budget,
    readonly compare: Compare,
  ) {}

  allows(differences: Iterable<Difference>): boolean {
    for (const { type } of differences) {
      if (!this.compatible.has(type)) {
        return false;
      }
    }
    return true;
  }

  /** What is known by now of the differences of a pair. */
  pair(writer: StrictShape, reader: StrictShape): Iterable<Difference> {
    this.budget.spend();
    const found = this.#pairOf(writer, reader);
    if (this.#asking) {
      found.askers.add(this.#asking);
    }
    return found.differences.values();
  }

  /**
   * All differences of two schemas.
   *
   * @throws TooComplexError where there are more pairs than the budget allows
   */
  run(writer: StrictShape, reader: StrictShape): Difference[] {
    const root = this.#pairOf(writer, reader);
    let waiting = [root];
    let later: Pair[] = [];
    this.#discovered = [];
    while (waiting.length > 0) {
      const pair = waiting.at(-1)!;
      const found = this.#compareOnce(pair);
      if (this.#discovered.length > 0) {
        // It is compared again when more is known of what it asked for.
        waiting.push(...this.#discovered.reverse());
        this.#discovered = [];
        continue;
      }
      waiting.pop();
      pair.isWaiting = false;
      if (!hasSameKeys(found, pair.differences)) {
        pair.differences = found;
        for (const asker of pair.askers) {
          if (!asker.isWaiting) {
            asker.isWaiting = true;
            later.push(asker);
          }
        }
      }
      if (waiting.length === 0) {
        [waiting, later] = [later.reverse(), []];
      }
    }
    return [...root.differences.values()];
  }

  #compareOnce(pair: Pair): ReadonlyMap<string, Difference> {
    this.budget.spend();
    this.#asking = pair;
    const found = new Differences(this);
    this.compare(pair.writer, pair.reader, found);
    this.#asking = undefined;
    return found.byKey;
  }

  #pairOf(writer: StrictShape, reader: StrictShape): Pair {
    const row = this.#pairs.get(writer) ?? new Map<StrictShape, Pair>();
    this.#pairs.set(writer, row);
    const known = row.get(reader);
    if (known) {
      return known;
    }
    const pair: Pair = {
      ...{ writer, reader },
      differences: new Map(),
      askers: new Set(),
      isWaiting: true,
    };
    row.set(reader, pair);
    this.#discovered.push(pair);
    return pair;
  }
}

function hasSameKeys(
  one: ReadonlyMap<string, unknown>,
  other: ReadonlyMap<string, unknown>,
): boolean {
  return (
    one.size === other.size && [...one.keys()].every(key => other.has(key))
  );
}
