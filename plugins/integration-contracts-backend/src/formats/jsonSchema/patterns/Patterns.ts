import { Budget } from '../Budget';
import { Facet, StringFacet } from '../Facet';
import { Automaton } from './Automaton';
import { ANY } from './characters';
import { Expression, parsePattern } from './parsePattern';

/** So many sets of states are looked at to compare patterns. */
const MOST_STEPS = 500;

/** More kinds of texts that are left out are not looked at. */
const MOST_LEFT_OUT = 8;

/** So many states with a character are as dear as another step. */
const STEP_SIZE = 16;

/** Longer limits of length are compared by their numbers only. */
const LONGEST = 100;

/** Texts that all of `own` accept, and of each list in `without` not all. */
interface Texts {
  /** What isn't known is left out: that only makes it more texts. */
  own: ReadonlyArray<Automaton | undefined>;
  without?: ReadonlyArray<readonly Automaton[]>;
  wanted?: Automaton;
}

interface KnownTexts extends Texts {
  own: readonly Automaton[];
}

/** Compares the texts that patterns match, as far as they are regular and small. */
export class Patterns {
  readonly #automata = new Map<string, Automaton | undefined>();
  readonly #answers = new Map<string, boolean>();

  constructor(readonly budget: Budget) {}

  /** Whether each text that matches one pattern surely matches the other. */
  includes(outer: string, inner: string): boolean {
    const wide = this.#automaton(outer);
    return (
      outer === inner ||
      (wide !== undefined &&
        this.#allIn(
          { own: [this.#automaton(inner)], wanted: wide },
          `includes ${JSON.stringify([outer, inner])}`,
        ))
    );
  }

  /** Whether there is surely no text that matches both. */
  areApart(one: string, other: string): boolean {
    const own = [this.#automaton(one), this.#automaton(other)];
    return (
      own.every(automaton => automaton !== undefined) &&
      this.#allIn({ own }, `apart ${JSON.stringify([one, other])}`)
    );
  }

  /**
   * Whether what a facet says of texts ensures that they match a pattern. One that
   * matches every text, as `[a-z]*` does, was hardly meant so: it counts as what it says.
   */
  ensures(facet: StringFacet, pattern: string): boolean {
    const wanted = this.#automaton(pattern);
    return (
      wanted !== undefined &&
      !this.#allIn(
        { own: [this.#ofLength(0, Infinity)], wanted },
        `all ${pattern}`,
      ) &&
      this.#allIn(
        { ...this.#textsOf(facet), wanted },
        `ensures ${JSON.stringify(pattern)} ${keyOf(facet)}`,
      )
    );
  }

  /** Whether its patterns ensure that texts are so long. */
  ensuresLength(facet: StringFacet, least: number, most: number): boolean {
    const wanted = this.#ofLength(least, most);
    return (
      wanted !== undefined &&
      facet.patterns.length > 0 &&
      this.#allIn(
        { ...this.#textsOf(facet), wanted },
        `length ${least} ${most} ${keyOf(facet)}`,
      )
    );
  }

  /** Whether its patterns and lengths leave no text. */
  isEmpty(facet: StringFacet): boolean {
    const { length } = facet.patterns;
    const isLimited =
      facet.minLength > 0 ||
      facet.maxLength < Infinity ||
      facet.except.some(isAboutText);
    return (
      (length > 1 || (length === 1 && isLimited)) &&
      this.#allIn(this.#textsOf(facet), `empty ${keyOf(facet)}`)
    );
  }

  #textsOf(facet: StringFacet): Texts {
    const { patterns, minLength, maxLength, except } = facet;
    const parts = (one: StringFacet) => [
      ...one.patterns.map(pattern => this.#automaton(pattern)),
      this.#ofLength(one.minLength, one.maxLength),
    ];
    return {
      own: [
        ...patterns.map(pattern => this.#automaton(pattern)),
        this.#ofLength(minLength, maxLength),
      ],
      without: except
        .filter(isAboutText)
        .slice(0, MOST_LEFT_OUT)
        .map(parts)
        .filter((one): one is Automaton[] =>
          one.every(automaton => automaton !== undefined),
        ),
    };
  }

  #automaton(pattern: string): Automaton | undefined {
    return this.#made(`pattern ${pattern}`, () => parsePattern(pattern));
  }

  #ofLength(least: number, most: number): Automaton | undefined {
    const isSmall = least <= LONGEST && (most <= LONGEST || most === Infinity);
    return isSmall
      ? this.#made(`length ${least} ${most}`, () => ({
          kind: 'repeat',
          part: { kind: 'set', ranges: ANY },
          least,
          most,
        }))
      : undefined;
  }

  #made(
    key: string,
    expression: () => Expression | undefined,
  ): Automaton | undefined {
    if (!this.#automata.has(key)) {
      const found = expression();
      this.#automata.set(key, found && Automaton.of(found));
    }
    return this.#automata.get(key);
  }

  /** Whether each of the texts is wanted, or there is none. */
  #allIn(texts: Texts, question: string): boolean {
    const known = this.#answers.get(question);
    if (known !== undefined) {
      return known;
    }
    const own = texts.own.filter(automaton => automaton !== undefined);
    const answer = own.length > 0 && this.#search({ ...texts, own });
    this.#answers.set(question, answer);
    return answer;
  }

  /** Looks for a text that isn't wanted, and says whether there is none. */
  #search({ own, without = [], wanted }: KnownTexts): boolean {
    const refusing = wanted ? [...without, [wanted]] : without;
    const all = [...own, ...refusing.flat()];
    const first = all.map(({ start }) => start);
    const seen = new Set([JSON.stringify(first)]);
    const queue = [first];
    for (const sets of queue) {
      let at = 0;
      const accepts = (one: Automaton) => one.accepts(sets[at++]);
      const isOwn = own.map(accepts).every(Boolean);
      const isRefused = refusing
        .map(parts => parts.map(accepts).every(Boolean))
        .some(Boolean);
      if (isOwn && !isRefused) {
        return false;
      }
      const edges = new Set(
        all.flatMap((one, index) => one.edges(sets[index])),
      );
      const size = sets.reduce((sum, set) => sum + set.length, 0);
      this.budget.spend(1 + Math.ceil((edges.size * size) / STEP_SIZE));
      for (const edge of edges) {
        const next = all.map((one, index) => one.step(sets[index], edge));
        const text = JSON.stringify(next);
        const goesOn = own.every((_, index) => next[index].length > 0);
        if (goesOn && !seen.has(text)) {
          if (seen.size >= MOST_STEPS) {
            return false;
          }
          seen.add(text);
          queue.push(next);
        }
      }
    }
    return true;
  }
}

/** Whether a facet is about a text's length and the patterns that it matches, and nothing else. */
function isAboutText(facet: Facet): facet is StringFacet {
  return (
    facet.type === 'string' &&
    !facet.values &&
    facet.except.length + facet.opaque.length === 0 &&
    facet.formats.length + facet.contents.length === 0
  );
}

function keyOf({
  patterns,
  minLength,
  maxLength,
  except,
}: StringFacet): string {
  const left = except
    .filter(isAboutText)
    .slice(0, MOST_LEFT_OUT)
    .map(one => [one.patterns, `${one.minLength}`, `${one.maxLength}`]);
  return JSON.stringify([patterns, `${minLength}`, `${maxLength}`, left]);
}
