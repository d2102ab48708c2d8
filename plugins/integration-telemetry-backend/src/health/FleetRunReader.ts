import { Run } from '@tieline/plugin-integrations-common/telemetry';
import { Knex } from 'knex';
import { RunSource } from '../runs/RunJudge';
import { RunStore } from '../runs/RunStore';
import { groupBy, TogetherReader } from './TogetherReader';

/** When the first and the last run of an environment started. */
interface RunRange {
  environment: string;
  first: number;
  last: number;
}

/**
 * Reads as RunStore does: which integrations have runs, together for all that
 * are evaluated at the same time.
 */
export class FleetRunReader implements RunSource {
  readonly #knex: Knex;
  readonly #store: RunStore;
  readonly #together: TogetherReader;

  constructor(options: {
    knex: Knex;
    store: RunStore;
    together: TogetherReader;
  }) {
    this.#knex = options.knex;
    this.#store = options.store;
    this.#together = options.together;
  }

  async listEnvironments(ref: string, sinceMs: number): Promise<string[]> {
    return (await this.#rangesOf(ref))
      .filter(({ last }) => last >= sinceMs)
      .map(({ environment }) => environment);
  }

  async firstStartedMs(
    ref: string,
    environment: string,
  ): Promise<number | undefined> {
    const ranges = await this.#rangesOf(ref);
    return ranges.find(range => range.environment === environment)?.first;
  }

  /** One by one: few integrations have runs. */
  async list(
    ref: string,
    environment: string,
    fromMs: number,
    toMs: number,
  ): Promise<Run[]> {
    const ranges = await this.#rangesOf(ref);
    return ranges.some(range => range.environment === environment)
      ? this.#store.list(ref, environment, fromMs, toMs)
      : [];
  }

  async #rangesOf(ref: string): Promise<RunRange[]> {
    const found = await this.#together.readOne('runs', ref, async refs => {
      const rows: Array<RunRange & { ref: string }> = await this.#knex('runs')
        .whereIn('integration_ref', refs)
        .groupBy('integration_ref', 'environment')
        .select({ ref: 'integration_ref', environment: 'environment' })
        .min({ first: 'started_ms' })
        .max({ last: 'started_ms' });
      return groupBy(rows, row => row.ref);
    });
    return found ?? [];
  }
}
