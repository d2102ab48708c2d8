import { createHash } from 'node:crypto';
import { InputError } from '@backstage/errors';
import { contractFormats } from '../formats/contractFormats';
import { ContractFormat } from '../formats/ContractFormat';
import { ContractText } from '../text/ContractText';
import { canonicalText } from '../text/Json';
import { describeText } from './describeText';
import { GivenText, ReadText } from './Judge';

/** Characters of the texts that stay read: a few large ones, or a long history of small ones. */
const MAX_KEPT_CHARACTERS = 32_000_000;

/** A text that its format has read. */
export interface KnownText {
  format: ContractFormat;
  text: ContractText;
  content: unknown;
}

/** Texts that were read lately: who publishes has the same text read, then judged. */
export class ReadTexts {
  readonly #known = new Map<string, KnownText>();
  #characters = 0;

  /**
   * @throws ContractTextError where it can't be read, and InputError where
   *   nobody knows its format
   */
  get({ text, format }: GivenText): KnownText {
    const key = `${format ?? ''}\n${text}`;
    const known = this.#known.get(key) ?? readText({ text, format });
    this.#characters -= this.#known.delete(key) ? text.length : 0;
    this.#known.set(key, known);
    this.#characters += text.length;
    for (const [oldest, { text: old }] of this.#known) {
      if (this.#characters <= MAX_KEPT_CHARACTERS) {
        break;
      }
      this.#known.delete(oldest);
      this.#characters -= old.text.length;
    }
    return known;
  }

  describe(given: GivenText): ReadText {
    const { format, text } = this.get(given);
    const digest = createHash('sha256')
      .update(canonicalText(text.content))
      .digest('hex');
    return { format: format.id, digest, ...describeText(text.content) };
  }
}

/** @throws ContractTextError where the text is neither JSON nor YAML */
export function recogniseFormat(
  text: ContractText,
): ContractFormat | undefined {
  const { content } = text;
  return [...contractFormats.values()].find(one => one.recognises(content));
}

function readText(given: GivenText): KnownText {
  const text = new ContractText(given.text);
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
  return { format, text, content: format.read(text) };
}
