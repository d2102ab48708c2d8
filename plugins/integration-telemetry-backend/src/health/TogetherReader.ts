/** A question that many ask at the same time, each for keys of its own. */
export interface Question<Key, Answer> {
  /** The same for all that can be answered with one query. */
  name: string;
  /** More are asked for in several queries, between which others have their turn. */
  keysPerQuery: number;
  /** Answers for some keys; those without an answer may be missing. */
  fetch: (keys: Key[]) => Promise<Map<Key, Answer>>;
}

/** Integrations, or their series, in one query: more are no cheaper apiece. */
export const KEYS_PER_QUERY = 250;

interface Waiting {
  question: Question<unknown, unknown>;
  keys: Set<unknown>;
  answers: Promise<Map<unknown, unknown>>;
  settle: (answers: Promise<Map<unknown, unknown>>) => void;
}

/** Until everybody else who waits had a turn. */
export function nextTurn(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}

/**
 * Reads for many with few queries what each asks for by itself. Who asks waits
 * until all others do; then each question is put once, for everybody's keys,
 * and all go on together, so that their next questions meet again.
 */
export class TogetherReader {
  #waiting = new Map<string, Waiting>();
  #isReading = false;

  /** Answers for these keys, and maybe for those of others. */
  read<Key, Answer>(
    question: Question<Key, Answer>,
    keys: readonly Key[],
  ): Promise<ReadonlyMap<Key, Answer>> {
    let waiting = this.#waiting.get(question.name);
    if (!waiting) {
      let settle: Waiting['settle'] = () => {};
      const answers = new Promise<Map<unknown, unknown>>(resolve => {
        settle = resolve;
      });
      waiting = {
        question: question as unknown as Waiting['question'],
        keys: new Set(),
        answers,
        settle,
      };
      this.#waiting.set(question.name, waiting);
    }
    for (const key of keys) {
      waiting.keys.add(key);
    }
    if (!this.#isReading) {
      this.#isReading = true;
      void this.#readAll();
    }
    return waiting.answers as Promise<Map<Key, Answer>>;
  }

  /** The answer for an integration; what is asked is told by its name alone. */
  async readOne<Answer>(
    name: string,
    entityRef: string,
    fetch: (entityRefs: string[]) => Promise<Map<string, Answer>>,
  ): Promise<Answer | undefined> {
    const question = { name, keysPerQuery: KEYS_PER_QUERY, fetch };
    return (await this.read(question, [entityRef])).get(entityRef);
  }

  async #readAll(): Promise<void> {
    await nextTurn();
    while (this.#waiting.size > 0) {
      const all = [...this.#waiting.values()];
      this.#waiting = new Map();
      const settled: Array<() => void> = [];
      for (const waiting of all) {
        const answers = fetchInParts(waiting);
        // Whoever asked is told of a failure, once all others are answered.
        await answers.catch(() => {});
        settled.push(() => waiting.settle(answers));
      }
      settled.forEach(settle => settle());
      await nextTurn();
    }
    this.#isReading = false;
  }
}

async function fetchInParts({
  question,
  keys,
}: Waiting): Promise<Map<unknown, unknown>> {
  const { keysPerQuery, fetch } = question;
  const all = [...keys];
  const answers = new Map<unknown, unknown>();
  for (let at = 0; at < all.length; at += keysPerQuery) {
    const some = await fetch(all.slice(at, at + keysPerQuery));
    some.forEach((answer, key) => answers.set(key, answer));
    await nextTurn();
  }
  return answers;
}

/** Rows by what they belong to. */
export function groupBy<Row, Key>(
  rows: readonly Row[],
  keyOf: (row: Row) => Key,
): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) {
      group.push(row);
    } else {
      groups.set(key, [row]);
    }
  }
  return groups;
}
