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

/** What is to be shown where nothing was until now. */
export interface FirstView {
  subject: string;
  environment: string;
  view: KeptView;
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
    return (await this.listOf([subject])).get(subject) ?? new Map();
  }

  /** The same for several subjects; those of which nothing is shown are missing. */
  async listOf(
    subjects: readonly string[],
  ): Promise<Map<string, Map<string, KeptView>>> {
    const rows = await this.#knex<ViewRow>('views').whereIn(
      'subject',
      subjects,
    );
    const bySubject = new Map<string, Map<string, KeptView>>();
    for (const row of rows) {
      const { environment, source, side, since_ms: sinceMs, reason } = row;
      const views = bySubject.get(row.subject) ?? new Map<string, KeptView>();
      views.set(environment, { source, side, sinceMs, reason });
      bySubject.set(row.subject, views);
    }
    return bySubject;
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
      return (await this.list(subject)).get(environment) ?? next;
    }
    const first = { subject, environment, view: next };
    return (await this.addFirst([first])).get(first) ?? next;
  }

  /**
   * Shows what is first of several, unless another replica was first.
   *
   * @returns what is shown afterwards
   */
  async addFirst(all: readonly FirstView[]): Promise<Map<FirstView, KeptView>> {
    const rows = all.map(({ subject, environment, view }): ViewRow => {
      const { source, side, sinceMs, reason } = view;
      return { subject, environment, source, side, since_ms: sinceMs, reason };
    });
    await this.#knex<ViewRow>('views')
      .insert(rows)
      .onConflict(['subject', 'environment'])
      .ignore();
    const shown = await this.listOf(all.map(({ subject }) => subject));
    return new Map(
      all.map(first => [
        first,
        shown.get(first.subject)?.get(first.environment) ?? first.view,
      ]),
    );
  }

  async forget(subjects: readonly string[]): Promise<void> {
    for (let at = 0; at < subjects.length; at += SUBJECTS_PER_QUERY) {
      await this.#knex<ViewRow>('views')
        .whereIn('subject', subjects.slice(at, at + SUBJECTS_PER_QUERY))
        .delete();
    }
  }
}
