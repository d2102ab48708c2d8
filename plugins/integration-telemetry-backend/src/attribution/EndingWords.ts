import { ByteTable } from '../otlp/ByteTable';
import { ENDING_HEADERS, readHeaderLines } from '../otlp/endingHeaders';
import { ProtobufReader } from '../otlp/ProtobufReader';
import { HEADER_COLUMNS } from '../otlp/ScannedSpans';
import { EndingWord } from '../series/EndingNotice';
import { readEndingWord } from './readEndingWord';

/** Past one of these everything that was remembered is forgotten. */
const MAX_VALUES = 4_096;
const MAX_BYTES = 1_048_576;

/** The value stands this deep in a request. */
const DEPTH = 6;

/** Reads what responses say of their end, the same bytes once. */
export class EndingWords {
  #values = new ByteTable();
  /** By the numbers of the headers' values. */
  readonly #words = new Map<number, EndingWord | undefined>();

  /**
   * @param headers - of rows, {@link HEADER_COLUMNS} numbers each
   * @param at - where the row begins of which the word is wanted
   */
  read(
    bytes: Uint8Array,
    view: DataView,
    headers: readonly number[],
    at: number,
  ): EndingWord | undefined {
    // A link alone says nothing; it is sent with every page of a list.
    if (headers[at + 1] === 0 && headers[at + 3] === 0) {
      return undefined;
    }
    if (
      this.#values.size > MAX_VALUES ||
      this.#values.bytes > MAX_BYTES ||
      this.#words.size > MAX_VALUES
    ) {
      this.#values = new ByteTable();
      this.#words.clear();
    }
    let key = 0;
    for (let column = 1; column < HEADER_COLUMNS; column += 2) {
      const start = headers[at + column];
      const end = headers[at + column + 1];
      const number =
        start === 0 ? 0 : this.#values.numberOf(bytes, view, start, end, 0) + 1;
      key = key * (MAX_VALUES * 2) + number;
    }
    let word = this.#words.get(key);
    if (word === undefined && !this.#words.has(key)) {
      word = readEndingWord(
        Object.fromEntries(
          ENDING_HEADERS.flatMap(([, field], nth) => {
            const start = headers[at + 1 + nth * 2];
            const end = headers[at + 2 + nth * 2];
            return start === 0
              ? []
              : [
                  [
                    field,
                    readHeaderLines(
                      new ProtobufReader(bytes, start, end, DEPTH),
                    ),
                  ],
                ];
          }),
        ),
      );
      this.#words.set(key, word);
    }
    return word;
  }
}
