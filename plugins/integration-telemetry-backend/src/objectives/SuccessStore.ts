import { Knex } from 'knex';

const HOURS = 24;

/** A bit a minute. */
const DIGITS = 15;

const UNKNOWN = '-'.repeat(DIGITS);

const REFS_PER_STATEMENT = 200;

interface Row {
  entity_ref: string;
  environment: string;
  day: number;
  hours: string;
}

/** Minutes of an hour, as a bit each: the first minute is the highest. */
export type HourBits = bigint;

/**
 * Keeps in which minutes calls succeeded, for longer than minutes themselves:
 * a day of an integration takes 360 letters.
 */
export class SuccessStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /**
   * Keeps what is known of some hours now, and gives back all that is known of
   * the hours since one of them.
   *
   * @param hours - by hours since 1970-01-01 UTC
   * @param sinceHour - what is older need not be given back
   */
  async keep(
    ref: string,
    environment: string,
    hours: ReadonlyMap<number, HourBits>,
    sinceHour: number,
  ): Promise<Map<number, HourBits>> {
    const rows: Row[] = await this.#knex<Row>('success_days')
      .where({ entity_ref: ref, environment })
      .andWhere('day', '>=', Math.floor(sinceHour / HOURS));
    const before = new Map(rows.map(({ day, hours: text }) => [day, text]));
    const days = new Map([...before].map(([day, text]) => [day, split(text)]));
    for (const [hour, bits] of hours) {
      const day = Math.floor(hour / HOURS);
      const parts = days.get(day) ?? new Array<string>(HOURS).fill(UNKNOWN);
      parts[hour % HOURS] = bits.toString(16).padStart(DIGITS, '0');
      days.set(day, parts);
    }
    const changed = [...days]
      .map(([day, parts]) => ({
        entity_ref: ref,
        environment,
        day,
        hours: parts.join(''),
      }))
      .filter(row => before.get(row.day) !== row.hours);
    if (changed.length > 0) {
      await this.#knex('success_days')
        .insert(changed)
        .onConflict(['entity_ref', 'environment', 'day'])
        .merge();
    }
    return new Map(
      [...days].flatMap(([day, parts]) =>
        parts.flatMap((part, at): Array<[number, HourBits]> =>
          part === UNKNOWN ? [] : [[day * HOURS + at, BigInt(`0x${part}`)]],
        ),
      ),
    );
  }

  /** Forgets days that ended before a moment. */
  async forgetBefore(ms: number): Promise<void> {
    await this.#knex('success_days')
      .where('day', '<', Math.floor(ms / (HOURS * 3_600_000)))
      .delete();
  }

  /** Forgets all of some integrations. */
  async forget(refs: readonly string[]): Promise<void> {
    for (let at = 0; at < refs.length; at += REFS_PER_STATEMENT) {
      await this.#knex('success_days')
        .whereIn('entity_ref', refs.slice(at, at + REFS_PER_STATEMENT))
        .delete();
    }
  }
}

function split(text: string): string[] {
  return Array.from({ length: HOURS }, (_, at) =>
    text.slice(at * DIGITS, (at + 1) * DIGITS),
  );
}
