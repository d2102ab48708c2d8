import { createHash } from 'node:crypto';
import { canonicalText } from '../text/Json';
import { describeText } from './describeText';
import { GivenText, ReadText, ToldRequest } from './Judge';
import { MAX_KEPT_CHARACTERS, SimilarTexts } from './SimilarTexts';

/** Texts that were read lately: who publishes has the same text read, then judged; and a history is asked for again. */
export class ReadTexts {
  /** Used last stands last. */
  readonly #known = new Set<SimilarTexts>();

  /** Where a text's like are, which is read with them. */
  textsFor({ next, history }: ToldRequest): SimilarTexts {
    const all = [...this.#known].reverse();
    const known =
      all.find(texts =>
        history.some(
          ({ text, format }) =>
            typeof text === 'object' && texts.findStored(text.id, format),
        ),
      ) ?? all.find(texts => texts.knows(next));
    return this.#use(known ?? new SimilarTexts());
  }

  describe(given: GivenText): ReadText {
    const known = [...this.#known].find(texts => texts.knows(given));
    const texts = this.#use(known ?? new SimilarTexts());
    const { format, text } = texts.readGiven(given);
    const digest = createHash('sha256')
      .update(canonicalText(text.content))
      .digest('hex');
    return { format: format.id, digest, ...describeText(text.content) };
  }

  /** Forgets what was not used for longest, where there is too much. */
  shrink(): void {
    let characters = 0;
    for (const texts of [...this.#known].reverse()) {
      characters += texts.characters;
      if (characters > MAX_KEPT_CHARACTERS) {
        this.#known.delete(texts);
      }
    }
  }

  #use(texts: SimilarTexts): SimilarTexts {
    this.#known.delete(texts);
    this.#known.add(texts);
    return texts;
  }
}
