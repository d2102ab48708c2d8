import { Checklist } from './Checklist';

/** Where another replica may have activated another version. */
export interface ActiveChecklistSource {
  /** @returns the version that counts, unless it is the given one */
  readOther(than: Checklist): Promise<Checklist | undefined>;
}

/** The checklist that counts. It is another one after a draft was activated. */
export class ActiveChecklist {
  readonly #source: ActiveChecklistSource | undefined;
  readonly #listeners: Array<(checklist: Checklist) => void> = [];
  #current: Checklist;

  constructor(checklist: Checklist, source?: ActiveChecklistSource) {
    this.#current = checklist;
    this.#source = source;
  }

  get current(): Checklist {
    return this.#current;
  }

  /** What is read or evaluated from now on goes by this one. */
  replace(checklist: Checklist): void {
    this.#current = checklist;
    this.#listeners.forEach(tell => tell(checklist));
  }

  /** Told of each one that takes the place of another. */
  onReplace(tell: (checklist: Checklist) => void): void {
    this.#listeners.push(tell);
  }

  /** Looks whether another one counts by now. */
  async refresh(): Promise<Checklist> {
    const other = await this.#source?.readOther(this.#current);
    if (other && other.version !== this.#current.version) {
      this.replace(other);
    }
    return this.#current;
  }
}
