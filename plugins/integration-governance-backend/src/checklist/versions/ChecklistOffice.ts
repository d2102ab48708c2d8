import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { ChecklistDraftRequest } from '@tieline/plugin-integrations-common/governance';
import { Knex } from 'knex';
import { Evaluator } from '../../scorecard/Evaluator';
import { ActiveChecklist } from '../ActiveChecklist';
import { Checklist } from '../Checklist';
import { ChecklistBase, readChecklistText } from '../text/readChecklistText';
import { digestOf } from './ChecklistVersion';
import { ChecklistVersionStore } from './ChecklistVersionStore';

/** Changes which checklist counts. */
export class ChecklistOffice {
  readonly #knex: Knex;
  readonly #store: ChecklistVersionStore;
  readonly #base: ChecklistBase;
  readonly #active: ActiveChecklist;
  readonly #evaluator: Evaluator;
  readonly #logger: LoggerService;
  readonly #now: () => Date;

  constructor(options: {
    knex: Knex;
    store: ChecklistVersionStore;
    base: ChecklistBase;
    active: ActiveChecklist;
    evaluator: Evaluator;
    logger: LoggerService;
    now?: () => Date;
  }) {
    this.#knex = options.knex;
    this.#store = options.store;
    this.#base = options.base;
    this.#active = options.active;
    this.#evaluator = options.evaluator;
    this.#logger = options.logger;
    this.#now = options.now ?? (() => new Date());
    // Also where another replica has activated it.
    this.#active.onReplace(checklist => this.#evaluateAnew(checklist));
  }

  /**
   * Drafts a checklist, and activates it where that is asked for.
   *
   * @returns the name of the draft, or of the one that is there where it says
   *   the same: a draft, or the version that counts
   * @throws InputError naming field and line
   */
  async draft(
    { text, note, activate }: ChecklistDraftRequest,
    by: string,
  ): Promise<string> {
    const file = readChecklistText(text, this.#base);
    const active = await this.#store.findActive();
    if (active?.digest === digestOf(file)) {
      return active.version;
    }
    const { version } = await this.#store.addDraft(
      { origin: 'sent', text, file, note, createdBy: by },
      this.#now(),
    );
    if (activate) {
      await this.activate(version, by);
    }
    return version;
  }

  /** @throws ConflictError where it is no draft and did not count before */
  async activate(version: string, by: string): Promise<void> {
    await this.#store.activate(version, by, this.#now());
    await this.#active.refresh();
  }

  /** @throws ConflictError where it is no draft */
  discard(version: string, by: string): Promise<void> {
    return this.#store.discard(version, by, this.#now());
  }

  #evaluateAnew(checklist: Checklist): void {
    this.#evaluateStale(checklist).catch(error =>
      this.#logger.error(
        `By the checklist ${checklist.version} not everything could be evaluated; it is tried again with the next full evaluation: ${stringifyError(error)}`,
      ),
    );
  }

  async #evaluateStale({ version }: Checklist): Promise<void> {
    // A chunk that began before may still be written by the one from before.
    await this.#evaluator.settle();
    const rows: Array<{ entity_ref: string }> = await this.#knex('scores')
      .whereNot({ checklist_version: version })
      .select('entity_ref');
    await this.#evaluator.evaluate(rows.map(row => row.entity_ref));
  }
}
