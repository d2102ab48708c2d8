import { InputError } from '@backstage/errors';
import { contractFormats } from '../formats/contractFormats';
import { ContractFormat } from '../formats/ContractFormat';
import { ContractText } from '../text/ContractText';
import { GivenText } from './Judge';

/** So many characters of texts stay read that are like each other, and so many of all. */
export const MAX_KEPT_CHARACTERS = 32_000_000;

/** So many texts that were given are kept as they are: who publishes has one read, then judged. */
const MOST_GIVEN = 4;

/** What its format read of a text. */
export interface KnownContent {
  format: ContractFormat;
  content: unknown;
}

/** The same, with the text. */
export interface KnownText extends KnownContent {
  text: ContractText;
}

/** @throws ContractTextError where the text is neither JSON nor YAML */
export function recogniseFormat(
  text: ContractText,
): ContractFormat | undefined {
  const { content } = text;
  return [...contractFormats.values()].find(one => one.recognises(content));
}

/** @throws InputError where nobody knows it */
function formatOf(text: ContractText, given: GivenText): ContractFormat {
  const format = given.format
    ? contractFormats.get(given.format)
    : recogniseFormat(text);
  if (!format) {
    const ids = [...contractFormats.keys()].join(', ');
    throw new InputError(
      given.format
        ? `Texts of the format ${given.format} can't be read here, only of ${ids}.`
        : `The text is of no format that is known here. Say which of ${ids} it has.`,
    );
  }
  return format;
}

function keyOf({ format, text }: GivenText): string {
  return `${format ?? ''}\n${text}`;
}

/**
 * Texts that are much like each other, such as the versions of a contract. Each
 * is parsed like the one before it, and what they all say is kept once. Of stored
 * texts, only what was read of them is kept.
 */
export class SimilarTexts {
  readonly #stored = new Map<string, KnownContent>();
  readonly #given = new Map<string, KnownText>();
  #latest: ContractText | undefined;
  #characters = 0;

  /** What they take, as the length of texts that would take as much. */
  get characters(): number {
    return this.#characters;
  }

  knows(given: GivenText): boolean {
    return this.#given.has(keyOf(given));
  }

  /** @throws ContractTextError and InputError as reading does */
  readGiven(given: GivenText): KnownText {
    const key = keyOf(given);
    const known = this.#given.get(key) ?? this.#read(given);
    if (!this.#given.has(key)) {
      this.#given.set(key, known);
      this.#characters += given.text.length;
      if (this.#given.size > MOST_GIVEN) {
        const [[oldest, { text }]] = this.#given;
        this.#given.delete(oldest);
        this.#characters -= text.text.length;
      }
    }
    return known;
  }

  findStored(id: number, format: string): KnownContent | undefined {
    return this.#stored.get(`${format} ${id}`);
  }

  /** @throws ContractTextError and InputError as reading does */
  readStored(id: number, given: Required<GivenText>): KnownText {
    const known = this.#read(given);
    const { format, content } = known;
    this.#stored.set(`${given.format} ${id}`, { format, content });
    return known;
  }

  #read(given: GivenText): KnownText {
    const text = new ContractText(given.text, this.#latest);
    const format = formatOf(text, given);
    const known = { format, text, content: format.read(text) };
    this.#characters += text.ownLength;
    this.#latest = text;
    if (this.#characters > MAX_KEPT_CHARACTERS) {
      // What was latest holds all that it shares with the others, so that none of them goes alone.
      this.#stored.clear();
      this.#given.clear();
      this.#characters = given.text.length;
    }
    return known;
  }
}
