import { StoredSeries } from '../series/SeriesReader';
import { DayRow } from '../usage/DayCountsReader';

/** Series that are not in our own store. */
export interface SeriesElsewhere {
  /** Of an integration or of a flow, as far as is known without asking. */
  listSeries(subject: string): StoredSeries[];
  /**
   * Their calls since a moment.
   *
   * @returns undefined where nobody answers
   */
  countCalls(
    series: readonly StoredSeries[],
    sinceMs: number,
  ): Promise<number | undefined>;
  /** Their calls by day in UTC; none where nobody answers. */
  readDays(series: readonly StoredSeries[], sinceMs: number): Promise<DayRow[]>;
}
