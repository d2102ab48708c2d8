import { isAscii } from 'buffer';
import { StoredTexts, ToldText } from './Judge';

/** Stored texts of one request, a few at a time: a long history is too large to have it all at once. */
export class TextSource {
  readonly #ids: readonly number[];
  readonly #load: (ids: readonly number[]) => Promise<StoredTexts>;
  #there = new Map<number, Uint8Array>();

  /**
   * @param history - in the order in which it is asked for
   * @param load - resolves with the first text, and with as many after it as it likes
   */
  constructor(
    history: readonly ToldText[],
    load: (ids: readonly number[]) => Promise<StoredTexts>,
  ) {
    this.#ids = history.flatMap(({ text }) =>
      typeof text === 'string' ? [] : [text.id],
    );
    this.#load = load;
  }

  /** @param isWanted - whether a later text will be asked for too */
  async get(id: number, isWanted: (id: number) => boolean): Promise<string> {
    if (!this.#there.has(id)) {
      const later = this.#ids.slice(this.#ids.indexOf(id) + 1);
      this.#there = new Map(await this.#load([id, ...later.filter(isWanted)]));
    }
    return decode(this.#there.get(id)!);
  }
}

function decode({ buffer, byteOffset, byteLength }: Uint8Array): string {
  const bytes = Buffer.from(buffer, byteOffset, byteLength);
  return bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8');
}
