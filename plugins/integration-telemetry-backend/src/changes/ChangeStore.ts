import { Change } from '@tieline/plugin-integrations-common/telemetry';
import { Knex } from 'knex';

const MOST = 500;
const ROWS_PER_STATEMENT = 100;

interface ChangeRow {
  id: string;
  at_ms: number;
  kind: Change['kind'];
  title: string;
  version: string | null;
  link: string | null;
  environment: string | null;
}

/** Keeps versions and deployments that somebody told of. */
export class ChangeStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** @param changes - with full references in lower case */
  async put(changes: readonly Change[]): Promise<void> {
    await this.#knex.transaction(async tx => {
      for (const change of changes) {
        const atMs = Date.parse(change.at);
        await tx('changes')
          .insert({
            id: change.id,
            at_ms: atMs,
            kind: change.kind,
            title: change.title,
            version: change.version ?? null,
            link: change.link ?? null,
            environment: change.environment ?? null,
          })
          .onConflict('id')
          .merge();
        await tx('change_refs').where('change_id', change.id).delete();
        const refs = [...new Set(change.subjects)].map(ref => ({
          change_id: change.id,
          entity_ref: ref,
          at_ms: atMs,
        }));
        for (let at = 0; at < refs.length; at += ROWS_PER_STATEMENT) {
          await tx('change_refs').insert(
            refs.slice(at, at + ROWS_PER_STATEMENT),
          );
        }
      }
    });
  }

  /** What changed of any of these in a range, latest first. */
  async list(
    entityRefs: readonly string[],
    range: { fromMs: number; toMs: number },
  ): Promise<Change[]> {
    const ids = this.#knex('change_refs')
      .whereIn('entity_ref', [...entityRefs])
      .andWhere('at_ms', '>=', range.fromMs)
      .andWhere('at_ms', '<', range.toMs)
      .select('change_id');
    const rows: ChangeRow[] = await this.#knex<ChangeRow>('changes')
      .whereIn('id', ids)
      .orderBy([{ column: 'at_ms', order: 'desc' }, { column: 'id' }])
      .limit(MOST);
    const refs: Array<{ change_id: string; entity_ref: string }> =
      await this.#knex('change_refs')
        .whereIn(
          'change_id',
          rows.map(({ id }) => id),
        )
        .orderBy('entity_ref');
    return rows.map(row => ({
      id: row.id,
      at: new Date(row.at_ms).toISOString(),
      kind: row.kind,
      title: row.title,
      subjects: refs
        .filter(ref => ref.change_id === row.id)
        .map(ref => ref.entity_ref),
      ...(row.version !== null && { version: row.version }),
      ...(row.link !== null && { link: row.link }),
      ...(row.environment !== null && { environment: row.environment }),
    }));
  }

  async forgetBefore(ms: number): Promise<void> {
    await this.#knex('changes').where('at_ms', '<', ms).delete();
  }
}
