import { ActiveChecklistSource } from '../ActiveChecklist';
import { Checklist, CheckFunctions } from '../Checklist';
import { ChecklistVersionStore } from './ChecklistVersionStore';

/** Checklists by their version. What a version says never changes, so each is read once. */
export class ChecklistLibrary implements ActiveChecklistSource {
  readonly #store: ChecklistVersionStore;
  readonly #functions: CheckFunctions;
  readonly #known = new Map<string, Promise<Checklist>>();

  /** @param functions - of the package and of modules */
  constructor(store: ChecklistVersionStore, functions: CheckFunctions) {
    this.#store = store;
    this.#functions = functions;
  }

  /** @throws NotFoundError where there is no such version */
  get(version: string): Promise<Checklist> {
    const known = this.#known.get(version) ?? this.#read(version);
    this.#known.set(version, known);
    known.catch(() => this.#known.delete(version));
    return known;
  }

  /** Undefined for a version that this database knows nothing of. */
  async find(version: string): Promise<Checklist | undefined> {
    try {
      return await this.get(version);
    } catch (error) {
      if ((error as Error).name === 'NotFoundError') {
        return undefined;
      }
      throw error;
    }
  }

  async readOther(than: Checklist): Promise<Checklist | undefined> {
    const version = await this.#store.activeName();
    return version === undefined || version === than.version
      ? undefined
      : this.get(version);
  }

  async #read(version: string): Promise<Checklist> {
    const { file } = await this.#store.get(version);
    return new Checklist(file, this.#functions);
  }
}
