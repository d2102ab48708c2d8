import { Knex } from 'knex';
import { slotsOf } from '../../src/series/pointSlots';
import { MINUTE_MS } from '../../src/series/SeriesBatch';
import { createProfiles, PROFILES } from './callProfiles';
import { courseOf } from './courses.mjs';
import { createFleet, services } from './fleet.mjs';
import { isSlower, probedNumbers } from './healthFleet.mjs';
import { createRandom } from './random.mjs';
import { AHEAD_MS, isNewest, Span } from './Span';

const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Flows that nobody declared, for drift to find. */
const FLOWS = 1_000;

/** So many moments of all series are written in one statement. */
const MOMENTS_PER_STATEMENT = 24;

const WELL = 0;
const WRONG = 1;
const SLOW = 2;

const COLUMNS =
  'count, sum_ms, errors, counting_rejections, other_rejections, details';

/** Series with what becomes of them, in minutes since 1970. */
interface BenchSeries {
  id: number;
  is_detailed: number;
  until_minute: number;
  wrong_from_minute: number;
  slow_from_minute: number;
}

async function createTables(knex: Knex): Promise<void> {
  await knex.schema.createTable('bench_series', table => {
    table.integer('id').primary();
    table.integer('is_detailed').notNullable();
    table.integer('until_minute').notNullable();
    table.integer('wrong_from_minute').notNullable();
    table.integer('slow_from_minute').notNullable();
  });
  await knex.schema.createTable('bench_moments', table => {
    table.integer('start_minute').primary();
  });
  await knex.schema.createTable('bench_profiles', table => {
    table.integer('resolution').notNullable();
    table.integer('kind').notNullable();
    table.integer('nth').notNullable();
    for (const column of COLUMNS.split(', ').slice(0, 5)) {
      table.double(column).nullable();
    }
    table.binary('details').notNullable();
    table.primary(['resolution', 'kind', 'nth']);
  });
  const random = createRandom(7);
  const calls: Record<number, number> = { 1: 20, 60: 800, 1440: 8_000 };
  for (const resolution of [1, 60, 1440]) {
    for (const kind of [WELL, WRONG, SLOW]) {
      const failing = kind === WRONG ? 0.4 : 0.003;
      const rows = createProfiles(
        random,
        calls[resolution],
        failing,
        kind === SLOW ? 1.4 : 1,
      ).map((row, nth) => ({ resolution, kind, nth, ...row }));
      await knex.batchInsert('bench_profiles', rows, 50);
    }
  }
}

const flowId = (nth: number) => nth.toString(16).padStart(32, '0');

const flowEnds = (nth: number) => ({
  source: services[nth % services.length],
  target: services[(nth * 7 + 1) % services.length],
});

/** Everything that is called: a series for each operation, then those of undeclared flows. */
function listSeries(nowMs: number) {
  const detailed = new Set(probedNumbers(createFleet().length));
  const minute = (ms: number) => Math.floor(ms / MINUTE_MS);
  const never = minute(nowMs + 10 * DAY_MS);
  const bench = (id: number): BenchSeries => ({
    id,
    is_detailed: 0,
    until_minute: never,
    wrong_from_minute: never,
    slow_from_minute: never,
  });
  let id = 0;
  const declared = createFleet().flatMap(
    ({ name, source, operations }, number) => {
      const course = courseOf(number);
      const wrongMs = { failing: 2 * HOUR_MS, 'failing long': 2 * DAY_MS };
      const wrongForMs = wrongMs[course as 'failing'];
      return (course === 'never' ? [] : operations).map(({ method }) => {
        id += 1;
        return {
          subject: `integration:default/${name}`,
          operation: method,
          consumer: source.name,
          bench: {
            ...bench(id),
            is_detailed:
              detailed.has(number) || course === 'failing long' ? 1 : 0,
            ...(course === 'silent' && {
              until_minute: minute(nowMs - 5 * HOUR_MS),
            }),
            ...(wrongForMs && {
              wrong_from_minute: minute(nowMs - wrongForMs),
            }),
            ...(isSlower(number) && {
              slow_from_minute: minute(nowMs - 4 * DAY_MS),
            }),
          },
        };
      });
    },
  );
  const undeclared = Array.from({ length: FLOWS }, (_, nth) => {
    id += 1;
    return {
      subject: `flow:${flowId(nth)}`,
      operation: 'GET',
      consumer: flowEnds(nth).source.name,
      bench: bench(id),
    };
  });
  return [...declared, ...undeclared];
}

async function insertSeries(
  knex: Knex,
  series: ReturnType<typeof listSeries>,
  nowMs: number,
): Promise<void> {
  const lastSeenMs = nowMs + AHEAD_MS;
  const seen = {
    environment: 'production',
    first_seen_ms: nowMs - 35 * DAY_MS,
    last_seen_ms: lastSeenMs,
  };
  await knex.batchInsert(
    'series',
    series.map(({ subject, operation, consumer, bench }) => ({
      ...seen,
      id: bench.id,
      subject,
      operation,
      consumer,
      source: 'spans',
      side: 'caller',
      kind: 'call',
      version: '',
      sampling_unknown: false,
      environment_assumed: false,
      last_seen_ms: Math.min(lastSeenMs, bench.until_minute * MINUTE_MS),
    })),
    60,
  );
  await knex.batchInsert(
    'services',
    services.map(service => ({ ...service, ...seen })),
    100,
  );
  await knex.batchInsert(
    'flows',
    Array.from({ length: FLOWS }, (_, nth) => {
      const { source, target } = flowEnds(nth);
      return {
        ...seen,
        id: flowId(nth),
        side: 'caller',
        source_name: source.name,
        source_service: source.name,
        source_namespace: source.namespace,
        target_name: `${target.name}.${target.namespace}.svc.cluster.local`,
        target_address: `${target.name}.${target.namespace}.svc.cluster.local`,
        protocol: 'http',
        destination: '',
      };
    }),
    50,
  );
}

/** All points of a width that start in a range, in as many statements as keep each small. */
async function insertMoments(
  knex: Knex,
  resolution: number,
  fromMs: number,
  untilMs: number,
  condition: string = '1 = 1',
): Promise<void> {
  const widthMs = resolution * MINUTE_MS;
  const moments: Array<{ start_minute: number }> = [];
  for (
    let at = Math.ceil(fromMs / widthMs) * widthMs;
    at < untilMs;
    at += widthMs
  ) {
    moments.push({ start_minute: at / MINUTE_MS });
  }
  for (let at = 0; at < moments.length; at += MOMENTS_PER_STATEMENT) {
    await knex('bench_moments').delete();
    await knex('bench_moments').insert(
      moments.slice(at, at + MOMENTS_PER_STATEMENT),
    );
    // Cross joins keep their order on SQLite; on PostgreSQL the hash of the profiles does.
    await knex.raw(`
      insert into points (series_id, slot, ${COLUMNS})
      select s.id, m.start_minute + ${slotsOf(resolution)[0]}, ${COLUMNS}
      from bench_moments m cross join bench_series s cross join bench_profiles p
      where p.resolution = ${resolution}
        and p.kind = case
          when m.start_minute + ${resolution} > s.wrong_from_minute then ${WRONG}
          when m.start_minute >= s.slow_from_minute then ${SLOW}
          else ${WELL} end
        and p.nth = (s.id * 31 + m.start_minute / ${resolution} * 17) % ${PROFILES}
        and m.start_minute < s.until_minute
        and ${condition}`);
  }
}

/**
 * Points of all series in a span: hours and days of all of it; where it is the
 * newest, minutes of three hours too, and of two days for what is looked at.
 * In the order of time, as they would have come: those of one series lie far apart.
 */
export async function fillPoints(knex: Knex, span: Span): Promise<void> {
  const { nowMs, fromMs, toMs } = span;
  await createTables(knex);
  const series = listSeries(nowMs);
  if (isNewest(span)) {
    await insertSeries(knex, series, nowMs);
  }
  await knex.batchInsert(
    'bench_series',
    series.map(({ bench }) => bench),
    100,
  );
  const newestMs = isNewest(span) ? nowMs + AHEAD_MS : toMs;
  await insertMoments(knex, 1440, fromMs, newestMs);
  await insertMoments(knex, 60, fromMs, newestMs);
  if (isNewest(span)) {
    const allFromMs = nowMs - 3 * HOUR_MS;
    await insertMoments(
      knex,
      1,
      nowMs - 2 * DAY_MS,
      allFromMs,
      's.is_detailed = 1',
    );
    await insertMoments(knex, 1, allFromMs, newestMs);
  }
  for (const table of ['bench_moments', 'bench_series', 'bench_profiles']) {
    await knex.schema.dropTable(table);
  }
}
