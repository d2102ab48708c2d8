import { ConflictError, NotFoundError } from '@backstage/errors';
import { Knex } from 'knex';
import {
  digestOf,
  NewVersion,
  StoredVersion,
  toVersion,
  VersionRow,
} from './ChecklistVersion';

const DAY_MS = 86_400_000;
/** The columns of a draft of which nobody has found out yet what it would change. */
export const UNKNOWN_PREVIEW = {
  preview_state: 'waiting',
  preview_run: null,
  preview_because: null,
  preview_total: null,
  preview_done: null,
  preview_finished_at: null,
};

const MAX_SUFFIX = 1000;

/**
 * Versions of the checklist. One is active and each draft is there once, by a
 * unique key: of two replicas that write the same, one does.
 */
export class ChecklistVersionStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Drafts first, then newest first. */
  async list(): Promise<StoredVersion[]> {
    const rows: VersionRow[] = await this.#knex('checklist_versions')
      .orderByRaw("case when state = 'draft' then 0 else 1 end")
      .orderBy('created_at', 'desc')
      .orderBy('version', 'desc');
    return rows.map(toVersion);
  }

  /** @throws NotFoundError where there is none of that name */
  async get(version: string): Promise<StoredVersion> {
    const row: VersionRow | undefined = await this.#knex('checklist_versions')
      .where({ version })
      .first();
    if (!row) {
      throw new NotFoundError(
        `There is no version ${version} of the checklist; GET /v1/checklists lists those that there are.`,
      );
    }
    return toVersion(row);
  }

  /** Undefined before the first start. */
  async findActive(): Promise<StoredVersion | undefined> {
    const row: VersionRow | undefined = await this.#knex('checklist_versions')
      .where({ open_key: 'active' })
      .first();
    return row && toVersion(row);
  }

  /** The name of the version that counts; cheaper than all of it. */
  async activeName(): Promise<string | undefined> {
    const row = await this.#knex('checklist_versions')
      .where({ open_key: 'active' })
      .first('version');
    return row?.version;
  }

  /** Whether the same checklist is or was there, under whatever name. */
  async knows(digest: string): Promise<boolean> {
    const row = await this.#knex('checklist_versions')
      .where({ digest })
      .first('version');
    return row !== undefined;
  }

  /** Whether anything was ever evaluated in this database. */
  async hasResults(): Promise<boolean> {
    return (await this.#knex('scores').first('entity_ref')) !== undefined;
  }

  /** Keeps the first version, which counts at once; does nothing where one counts. */
  async addFirst(wanted: NewVersion, now: Date): Promise<void> {
    const row = { ...toRow(wanted, now), state: 'active', open_key: 'active' };
    const isNew = await this.#knex.transaction(async tx => {
      const added: unknown[] = await tx('checklist_versions')
        .insert({ ...row, activated_at: now })
        .onConflict()
        .ignore()
        .returning('version');
      if (added.length > 0) {
        await tx('checklist_activations').insert({
          version: row.version,
          at: now,
        });
      }
      return added.length > 0;
    });
    if (!isNew && !(await this.findActive())) {
      throw new ConflictError(
        `The version ${row.version} of the checklist is there, and none counts.`,
      );
    }
  }

  /**
   * Keeps a draft. One that says the same is there once; a name that is taken
   * gets a number.
   *
   * @returns its name, and whether it is new
   */
  async addDraft(
    wanted: NewVersion,
    now: Date,
  ): Promise<{ version: string; isNew: boolean }> {
    const digest = digestOf(wanted.file);
    const openKey = `draft/${digest}`;
    for (let number = 1; number <= MAX_SUFFIX; number += 1) {
      const suffix = number === 1 ? '' : `-${number}`;
      const version = `${wanted.file.version}${suffix}`;
      const file = { ...wanted.file, version };
      const added: unknown[] = await this.#knex('checklist_versions')
        .insert({
          ...toRow({ ...wanted, file }, now),
          state: 'draft',
          open_key: openKey,
          preview_state: 'waiting',
        })
        .onConflict()
        .ignore()
        .returning('version');
      if (added.length > 0) {
        return { version, isNew: true };
      }
      const same = await this.#knex('checklist_versions')
        .where({ open_key: openKey })
        .first('version');
      if (same) {
        return { version: same.version, isNew: false };
      }
    }
    throw new ConflictError(
      `version: ${wanted.file.version} is taken ${MAX_SUFFIX} times; choose another name.`,
    );
  }

  /**
   * Lets a draft, or a version from before, count from now on.
   *
   * @throws ConflictError where it is neither, or another activation was faster
   */
  async activate(version: string, by: string, now: Date): Promise<void> {
    const before = await this.activeName();
    const wanted = await this.get(version);
    if (wanted.state !== 'draft' && wanted.state !== 'past') {
      throw new ConflictError(
        wanted.state === 'active'
          ? `The version ${version} counts already.`
          : `The version ${version} was put away. Send its text again to draft it.`,
      );
    }
    await this.#knex.transaction(async tx => {
      const ended = await tx('checklist_versions')
        .where({ open_key: 'active', version: before ?? null })
        .update({
          state: 'past',
          open_key: null,
          ended_at: now,
          ended_by: by,
          preview_state: null,
        });
      const begun = await tx('checklist_versions')
        .where({ version })
        .whereIn('state', ['draft', 'past'])
        .update({
          state: 'active',
          open_key: 'active',
          activated_at: now,
          activated_by: by,
          ended_at: null,
          ended_by: null,
        });
      if (ended !== 1 || begun !== 1) {
        throw new ConflictError(
          `Somebody else changed the checklist at the same time. Look which version counts now, and activate ${version} again.`,
        );
      }
      await tx('checklist_versions')
        .where({ version })
        .whereIn('preview_state', ['waiting', 'running'])
        .update({ preview_state: null, preview_run: null });
      // What the other drafts would change was compared with the one that ends.
      await tx('checklist_versions')
        .where({ state: 'draft' })
        .update(UNKNOWN_PREVIEW);
      await tx('checklist_activations').insert({ version, at: now });
    });
    // What it once would have changed is of no more use.
    await this.#knex('checklist_effects')
      .where({ version: before ?? '' })
      .delete();
  }

  /** @throws ConflictError where it is no draft */
  async discard(version: string, by: string, now: Date): Promise<void> {
    const { state } = await this.get(version);
    const changed = await this.#knex('checklist_versions')
      .where({ version, state: 'draft' })
      .update({
        state: 'discarded',
        open_key: null,
        ended_at: now,
        ended_by: by,
        preview_state: null,
        preview_run: null,
      });
    if (changed === 0) {
      throw new ConflictError(
        `The version ${version} is ${state}; only a draft can be put away.`,
      );
    }
    await this.#knex('checklist_effects').where({ version }).delete();
  }

  /**
   * The version that counted at the end of a day, in UTC; the first one for days
   * before it.
   */
  async nameOn(day: string): Promise<string | undefined> {
    const end = new Date(Date.parse(`${day}T00:00:00.000Z`) + DAY_MS);
    const latest = await this.#knex('checklist_activations')
      .where('at', '<', end)
      .orderBy('id', 'desc')
      .first('version');
    const first =
      latest ??
      (await this.#knex('checklist_activations')
        .orderBy('id')
        .first('version'));
    return first?.version;
  }
}

function toRow({ origin, text, file, note, createdBy }: NewVersion, now: Date) {
  return {
    version: file.version,
    origin,
    text,
    resolved: JSON.stringify(file),
    digest: digestOf(file),
    note: note ?? null,
    created_at: now,
    created_by: createdBy ?? null,
  };
}
