import { Knex } from 'knex';

/** Series that are worked on at once: a few milliseconds, after which others have their turn. */
const SERIES_PER_RANGE = 200;

/** Works on all stored series, range by range of their ids. */
export async function eachSeriesRange(
  knex: Knex,
  work: (fromId: number, toId: number) => Promise<void>,
): Promise<void> {
  const range = await knex('series').min({ from: 'id' }).max({ to: 'id' });
  const [{ from, to }] = range;
  for (let at = from; at !== null && at <= to; at += SERIES_PER_RANGE) {
    await work(at, Math.min(at + SERIES_PER_RANGE - 1, to));
    await new Promise(resolve => setImmediate(resolve));
  }
}
