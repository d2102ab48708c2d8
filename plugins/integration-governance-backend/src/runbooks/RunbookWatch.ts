import { RunbookLooker } from './RunbookLooker';
import { RunbookStore } from './RunbookStore';

/** In one turn; the others follow in the next. */
const AT_ONCE = 200;
const SIDE_BY_SIDE = 4;

/** Looks at runbooks that are due; of several replicas one at each. */
export class RunbookWatch {
  readonly #store: RunbookStore;
  readonly #looker: RunbookLooker;
  readonly #onChange: (entityRefs: string[]) => Promise<void>;
  readonly #now: () => Date;

  constructor(options: {
    store: RunbookStore;
    looker: RunbookLooker;
    /** Of these something else is known than before. */
    onChange: (entityRefs: string[]) => Promise<void>;
    now?: () => Date;
  }) {
    this.#store = options.store;
    this.#looker = options.looker;
    this.#onChange = options.onChange;
    this.#now = options.now ?? (() => new Date());
  }

  async turn(): Promise<void> {
    await this.#store.follow(this.#now());
    const due = await this.#store.listDue(this.#now(), AT_ONCE);
    const changed: string[] = [];
    const next = async (): Promise<void> => {
      for (let href = due.shift(); href !== undefined; href = due.shift()) {
        if (await this.#store.claim(href, this.#now())) {
          const look = await this.#looker.look(href);
          changed.push(...(await this.#store.record(href, look, this.#now())));
        }
      }
    };
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, next));
    if (changed.length > 0) {
      await this.#onChange(changed);
    }
  }
}
