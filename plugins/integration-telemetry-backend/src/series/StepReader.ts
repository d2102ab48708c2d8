import { Knex } from 'knex';
import { CallTotals } from './CallTotals';
import { eachStretch, STRETCH_MINUTES } from './hourPack';
import { hourOf } from './packingTimes';
import { slotsOf } from './pointSlots';
import { MINUTES_PER } from './SeriesBatch';
import { isSqlite } from './sqlite';
import { StepSums } from './StepSums';
import { selectSums, SummedRow } from './summedPoints';

/** Points that one query adds up: about ten milliseconds on SQLite, in which nothing else has its turn. */
const POINTS_PER_QUERY = 6_000;

/** Packed hours that one query reads, for the same reason. */
const PACKS_PER_QUERY = 500;

/** What is asked for of each series. */
export interface StepSpan {
  /** Width of a point in minutes: 1, 60 or 1440. */
  resolution: number;
  /** Minutes since 1970. */
  fromMinute: number;
  /** Exclusive. */
  toMinute: number;
  /** Whole; points that start in the same stretch of so many are given as one. */
  stepMinutes: number;
}

/** Points of a series that start in these minutes, the last one exclusive. */
type Piece = [seriesId: number, fromMinute: number, toMinute: number];

/** The points of a step in one row. */
interface StepRow extends SummedRow {
  /** The minute that it starts in. */
  step: number;
}

interface PackRow {
  series_id: number;
  hour: number;
  pack: Buffer;
}

/** Adds the points of series up to the steps of a chart: from hours that are packed, and else from what they are packed of. */
export class StepReader {
  readonly #knex: Knex;
  readonly #span: StepSpan;
  readonly #sums = new StepSums();

  constructor(options: { knex: Knex; span: StepSpan }) {
    this.#knex = options.knex;
    this.#span = options.span;
  }

  /** @returns totals by the minute that their step starts in; to be called once */
  async read(seriesIds: readonly number[]): Promise<Map<number, CallTotals>> {
    const { resolution, fromMinute, toMinute, stepMinutes } = this.#span;
    const pieces: Piece[] = [];
    if (
      resolution === MINUTES_PER.minute &&
      stepMinutes % STRETCH_MINUTES === 0
    ) {
      // Packs before minutes: what is packed or dropped meanwhile is missing in neither.
      pieces.push(...(await this.#addPacks(seriesIds)));
    } else {
      seriesIds.forEach(id => pieces.push([id, fromMinute, toMinute]));
    }
    await this.#addPoints(pieces);
    return this.#sums.finish();
  }

  /** @returns what was not packed */
  async #addPacks(seriesIds: readonly number[]): Promise<Piece[]> {
    const { fromMinute, toMinute } = this.#span;
    // An hour at an edge counts where the edge cuts through none of its stretches.
    const [fromHour, toHour] = [
      fromMinute % STRETCH_MINUTES === 0
        ? hourOf(fromMinute)
        : hourOf(fromMinute) + 1,
      toMinute % STRETCH_MINUTES === 0
        ? Math.ceil(toMinute / 60)
        : hourOf(toMinute),
    ];
    const together = Math.max(
      1,
      Math.floor(PACKS_PER_QUERY / Math.max(1, toHour - fromHour)),
    );
    const pieces: Piece[] = [];
    for (let at = 0; at < seriesIds.length; at += together) {
      const some = seriesIds.slice(at, at + together);
      const rows: PackRow[] = await this.#knex('packed_hours')
        .whereIn('series_id', some)
        .andWhere('hour', '>=', fromHour)
        .andWhere('hour', '<', toHour)
        .orderBy(['series_id', 'hour'])
        .select('series_id', 'hour', 'pack');
      const hours = new Map<number, number[]>(some.map(id => [id, []]));
      for (const { series_id: id, hour, pack } of rows) {
        this.#addPack(hour, pack);
        hours.get(id)!.push(hour);
      }
      hours.forEach((packed, id) =>
        pieces.push(...restOf(id, fromMinute, toMinute, packed)),
      );
    }
    return pieces;
  }

  #addPack(hour: number, pack: Buffer): void {
    const { fromMinute, toMinute, stepMinutes } = this.#span;
    eachStretch(pack, (nth, row) => {
      const minute = hour * 60 + nth * STRETCH_MINUTES;
      if (minute >= fromMinute && minute < toMinute) {
        this.#sums.add(minute - (minute % stepMinutes), row);
      }
    });
  }

  async #addPoints(pieces: readonly Piece[]): Promise<void> {
    const { resolution } = this.#span;
    let some: Piece[] = [];
    let points = 0;
    for (const piece of pieces) {
      const [, from, to] = piece;
      const size = (to - from) / resolution + 1;
      if (some.length > 0 && points + size > POINTS_PER_QUERY) {
        await this.#addPieces(some);
        some = [];
        points = 0;
      }
      some.push(piece);
      points += size;
    }
    if (some.length > 0) {
      await this.#addPieces(some);
    }
  }

  async #addPieces(pieces: readonly Piece[]): Promise<void> {
    const { resolution, stepMinutes } = this.#span;
    const [first] = slotsOf(resolution);
    const rows: StepRow[] = await selectSums(
      this.#knex,
      this.#pointsOf(
        pieces.map(([id, from, to]) => [id, first + from, first + to - 1]),
      )
        .groupBy('step')
        .select({
          step: this.#knex.raw(
            `(slot - ${first}) / ${stepMinutes} * ${stepMinutes}`,
          ),
        }),
    );
    for (const row of rows) {
      this.#sums.add(row.step, {
        ...row,
        details: Buffer.from(row.all_details, 'hex'),
      });
    }
  }

  /** @param pieces - each a series with its first and its last slot */
  #pointsOf(pieces: readonly number[][]): Knex.QueryBuilder {
    const knex = this.#knex;
    // Cross joins keep their order on SQLite: piece by piece, each by the key of points.
    const [from, condition] = isSqlite(knex)
      ? [
          knex.raw('json_each(?) as piece cross join points', [
            JSON.stringify(pieces),
          ]),
          `points.series_id = piece.value ->> 0
           and points.slot between piece.value ->> 1 and piece.value ->> 2`,
        ]
      : [
          knex.raw(
            `unnest(?::int[], ?::int[], ?::int[])
               as piece (series_id, first, last) cross join points`,
            [0, 1, 2].map(at => pieces.map(piece => piece[at])),
          ),
          `points.series_id = piece.series_id
           and points.slot between piece.first and piece.last`,
        ];
    return knex.from(from).whereRaw(condition);
  }
}

/** What of a range lies in none of these hours, which are in rising order. */
function restOf(
  seriesId: number,
  fromMinute: number,
  toMinute: number,
  hours: readonly number[],
): Piece[] {
  const pieces: Piece[] = [];
  let next = fromMinute;
  for (const hour of hours) {
    if (hour * 60 > next) {
      pieces.push([seriesId, next, hour * 60]);
    }
    next = hour * 60 + 60;
  }
  if (next < toMinute) {
    pieces.push([seriesId, next, toMinute]);
  }
  return pieces;
}
