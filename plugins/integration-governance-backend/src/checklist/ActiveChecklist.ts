import { Checklist } from './Checklist';

/** The checklist that counts. It is another one after a draft was activated. */
export class ActiveChecklist {
  #current: Checklist;

  constructor(checklist: Checklist) {
    this.#current = checklist;
  }

  get current(): Checklist {
    return this.#current;
  }

  /** What is read or evaluated from now on goes by this one. */
  replace(checklist: Checklist): void {
    this.#current = checklist;
  }
}
