import { DriftDetail } from '@tieline/plugin-integrations-common/telemetry';
import { Knex } from 'knex';
import { slotOf, startMinuteOf, whereSlots } from '../series/pointSlots';
import { MINUTES_PER, OVERFLOW } from '../series/SeriesBatch';
import { FLOW_PREFIX } from '../attribution/flowId';
import { DriftTraffic } from './FoundDrift';
import { SeriesElsewhere } from './SeriesElsewhere';

const DAY_MS = 86_400_000;

interface Row {
  subject: string;
  source: string;
  side: string;
  slot: number;
  calls: number | string;
  errors: number | string;
}

/** Reads the calls of a difference by day. */
export class DayCalls {
  readonly #knex: Knex;
  readonly #elsewhere: SeriesElsewhere | undefined;

  constructor(options: { knex: Knex; elsewhere?: SeriesElsewhere }) {
    this.#knex = options.knex;
    this.#elsewhere = options.elsewhere;
  }

  /**
   * Calls by day in UTC, oldest first. Several reports are of the same calls:
   * the one with the most stands for all.
   */
  async read(
    difference: { integrationRef?: string; environment: string },
    traffic: DriftTraffic,
    sinceMs: number,
  ): Promise<DriftDetail['days']> {
    const query = whereSlots(
      this.#knex('points').join('series', 'series.id', 'points.series_id'),
      MINUTES_PER.day,
      Math.floor(sinceMs / DAY_MS) * DAY_MS,
    );
    if (traffic.flowIds) {
      query.whereIn(
        'series.subject',
        traffic.flowIds.map(id => `flow:${id}`),
      );
    } else {
      query
        .where('series.subject', difference.integrationRef ?? '')
        .andWhere('series.environment', difference.environment)
        .andWhereNot('series.operation', OVERFLOW);
      const { version, consumer } = traffic.integration ?? {};
      if (version !== undefined) {
        query.andWhere('series.version', version);
      }
      if (consumer !== undefined) {
        query.andWhere('series.consumer', consumer);
      }
    }
    const rows: Row[] = await query
      .groupBy('series.subject', 'series.source', 'series.side', 'points.slot')
      .select('series.subject', 'series.source', 'series.side', 'points.slot')
      .sum({ calls: 'points.count', errors: 'points.errors' });

    const reports = new Map<string, { calls: number; rows: Row[] }>();
    const others =
      rows.length > 0
        ? []
        : await this.#readElsewhere(difference, traffic, sinceMs);
    for (const row of [...rows, ...others]) {
      const key = [row.subject, row.source, row.side].join('\u0001');
      const report = reports.get(key) ?? { calls: 0, rows: [] };
      report.calls += Number(row.calls);
      report.rows.push(row);
      reports.set(key, report);
    }
    const [busiest] = [...reports.values()].sort(
      (left, right) => right.calls - left.calls,
    );
    return (busiest?.rows ?? [])
      .filter(row => Number(row.calls) > 0)
      .sort((left, right) => left.slot - right.slot)
      .map(row => ({
        date: new Date(startMinuteOf(row.slot) * 60_000)
          .toISOString()
          .slice(0, 10),
        calls: Math.round(Number(row.calls)),
        errors: Math.round(Number(row.errors)),
      }));
  }

  /** Of what our own store knows nothing of. */
  async #readElsewhere(
    difference: { integrationRef?: string; environment: string },
    traffic: DriftTraffic,
    sinceMs: number,
  ): Promise<Row[]> {
    if (!this.#elsewhere) {
      return [];
    }
    const { version, consumer } = traffic.integration ?? {};
    const subjects = traffic.flowIds?.map(id => `${FLOW_PREFIX}${id}`) ?? [
      difference.integrationRef ?? '',
    ];
    const series = subjects
      .flatMap(subject => this.#elsewhere!.listSeries(subject))
      .filter(
        item =>
          item.environment === difference.environment &&
          (version === undefined || item.version === version) &&
          (consumer === undefined || item.consumer === consumer),
      );
    const byId = new Map(series.map(item => [item.id, item]));
    const days = new Map<string, Row & { calls: number; errors: number }>();
    for (const day of await this.#elsewhere.readDays(series, sinceMs)) {
      const { subject, source, side } = byId.get(day.series_id)!;
      const slot = slotOf(MINUTES_PER.day, day.start_minute);
      const key = [subject, source, side, slot].join('\u0001');
      const row = days.get(key) ?? {
        subject,
        source,
        side,
        slot,
        calls: 0,
        errors: 0,
      };
      row.calls += day.count;
      row.errors += day.errors;
      days.set(key, row);
    }
    return [...days.values()];
  }
}
