import { Knex } from 'knex';
import { KeptView } from './decideView';

interface ViewRow {
  subject: string;
  environment: string;
  source: KeptView['source'];
  side: KeptView['side'];
  since_ms: number;
  reason: KeptView['reason'];
}

const SUBJECTS_PER_QUERY = 200;

/** Keeps which report of the same calls is shown. */
export class ViewStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** What is shown of a subject, by environment. */
  async list(subject: string): Promise<Map<string, KeptView>> {
    const rows = await this.#knex<ViewRow>('views').where({ subject });
    return new Map(
      rows.map(({ environment, source, side, since_ms, reason }) => [
        environment,
        { source, side, sinceMs: since_ms, reason },
      ]),
    );
  }

  /**
   * Replaces what is shown, unless another replica was first.
   *
   * @param before - what is shown now as far as the caller knows
   * @returns what is shown afterwards
   */
  async replace(
    subject: string,
    environment: string,
    before: KeptView | undefined,
    next: KeptView,
  ): Promise<KeptView> {
    const { source, side, sinceMs, reason } = next;
    const values = { source, side, since_ms: sinceMs, reason };
    if (before) {
      await this.#knex<ViewRow>('views')
        .where({
          subject,
          environment,
          source: before.source,
          side: before.side,
          since_ms: before.sinceMs,
        })
        .update(values);
    } else {
      await this.#knex<ViewRow>('views')
        .insert({ subject, environment, ...values })
        .onConflict(['subject', 'environment'])
        .ignore();
    }
    return (await this.list(subject)).get(environment) ?? next;
  }

  async forget(subjects: readonly string[]): Promise<void> {
    for (let at = 0; at < subjects.length; at += SUBJECTS_PER_QUERY) {
      await this.#knex<ViewRow>('views')
        .whereIn('subject', subjects.slice(at, at + SUBJECTS_PER_QUERY))
        .delete();
    }
  }
}
