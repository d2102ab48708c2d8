import { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError, stringifyError } from '@backstage/errors';
import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import { Evaluator } from '../../scorecard/Evaluator';
import { ChecklistEffectStore } from './ChecklistEffectStore';
import { ChecklistLibrary } from './ChecklistLibrary';
import { UNKNOWN_PREVIEW } from './ChecklistVersionStore';

/** A replica that has said nothing for so long is taken to be gone. */
const SILENT_AFTER_MS = 60_000;

/**
 * Evaluates what drafts would change. One replica at a time claims a draft and
 * says with each chunk that it is still there; where it falls silent, another
 * one begins anew.
 */
export class ChecklistPreviews {
  readonly #knex: Knex;
  readonly #evaluator: Evaluator;
  readonly #library: ChecklistLibrary;
  readonly #effects: ChecklistEffectStore;
  readonly #logger: LoggerService;
  readonly #now: () => Date;
  #isStopped = false;

  constructor(options: {
    knex: Knex;
    evaluator: Evaluator;
    library: ChecklistLibrary;
    effects: ChecklistEffectStore;
    logger: LoggerService;
    now?: () => Date;
  }) {
    this.#knex = options.knex;
    this.#evaluator = options.evaluator;
    this.#library = options.library;
    this.#effects = options.effects;
    this.#logger = options.logger;
    this.#now = options.now ?? (() => new Date());
  }

  /**
   * Asks for a draft to be evaluated again; the next turn does it.
   *
   * @throws ConflictError where it is no draft
   */
  async ask(version: string): Promise<void> {
    const asked = await this.#knex('checklist_versions')
      .where({ version, state: 'draft' })
      .update(UNKNOWN_PREVIEW);
    if (asked === 0) {
      throw new ConflictError(
        `Only a draft can be evaluated for what it would change, and ${version} is none.`,
      );
    }
  }

  /** Leaves what is not done to another replica, or the next start. */
  stop(): void {
    this.#isStopped = true;
  }

  /** Evaluates the drafts that wait, or were left by a replica that is gone. */
  async runOpen(): Promise<void> {
    const silent = new Date(this.#now().getTime() - SILENT_AFTER_MS);
    const isOpen = (query: Knex.QueryBuilder) =>
      query
        .where('state', 'draft')
        .where(open =>
          open
            .where('preview_state', 'waiting')
            .orWhere(left =>
              left
                .where('preview_state', 'running')
                .where('preview_beat_at', '<', silent),
            ),
        );
    const rows: Array<{ version: string }> = await isOpen(
      this.#knex('checklist_versions'),
    ).select('version');
    for (const { version } of rows) {
      const run = randomUUID();
      const claimed = await isOpen(
        this.#knex('checklist_versions').where({ version }),
      ).update({
        preview_state: 'running',
        preview_run: run,
        preview_beat_at: this.#now(),
      });
      if (claimed === 1) {
        await this.#run(version, run);
      }
    }
  }

  async #run(version: string, run: string): Promise<void> {
    const own = { version, preview_run: run };
    try {
      const candidate = await this.#library.get(version);
      const refs = await this.#evaluator.listRefs();
      await this.#knex('checklist_effects').where({ version }).delete();
      await this.#knex('checklist_versions')
        .where(own)
        .update({ preview_total: refs.length, preview_done: 0 });
      await this.#evaluator.compare(candidate, refs, compared =>
        this.#knex.transaction(async tx => {
          const mine = await tx('checklist_versions')
            .where(own)
            .increment('preview_done', compared.length)
            .update({ preview_beat_at: this.#now() });
          if (mine === 1) {
            await this.#effects.write(tx, version, compared);
          }
          return mine === 1 && !this.#isStopped;
        }),
      );
      if (this.#isStopped) {
        await this.#knex('checklist_versions')
          .where(own)
          .update({ preview_state: 'waiting', preview_run: null });
        return;
      }
      await this.#knex('checklist_versions')
        .where(own)
        .update({
          preview_state: 'done',
          // Those that left meanwhile are no longer waited for.
          preview_total: this.#knex.ref('preview_done'),
          preview_run: null,
          preview_finished_at: this.#now(),
        });
    } catch (error) {
      this.#logger.error(
        `What the checklist ${version} would change could not be evaluated: ${stringifyError(error)}`,
      );
      await this.#knex('checklist_versions')
        .where(own)
        .update({
          preview_state: 'failed',
          preview_run: null,
          preview_because: stringifyError(error),
          preview_finished_at: this.#now(),
        });
    }
  }
}
