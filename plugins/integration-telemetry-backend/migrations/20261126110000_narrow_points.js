// @ts-check

/** Where the slots of each width in minutes begin. */
const FIRST_SLOTS = [
  [1, 0],
  [60, 2 ** 29],
  [1440, 2 ** 30],
];

/** @param {import('knex').Knex} knex */
const isPostgres = knex => knex.client.config.client.includes('pg');

/** @param {import('knex').Knex.CreateTableBuilder} table */
const withSeriesId = table =>
  table
    .integer('series_id')
    .notNullable()
    .references('id')
    .inTable('series')
    .onDelete('CASCADE');

/**
 * A point's row takes half the room: width and start in one number, null for
 * what is zero in most points, and what few points have behind the histogram.
 * With eight columns PostgreSQL says in a row's header, without a byte more,
 * which of them are null; a ninth would cost eight.
 *
 * No index has the moment in which a series was last seen any more: it changes
 * all the time, and PostgreSQL changes a row in its place only where no index
 * has to.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.renameTable('points', 'wide_points');
  await knex.schema.createTable('points', table => {
    table.comment('Calls of a series in a minute, an hour or a day');
    withSeriesId(table);
    table
      .integer('slot')
      .notNullable()
      .comment('Minutes since 1970-01-01 UTC; hours + 2^29, days + 2^30');
    table.double('count').notNullable();
    table.double('sum_ms').notNullable();
    table.double('errors').nullable().comment('Null is none, here and below');
    table.double('counting_rejections').nullable();
    table.double('other_rejections').nullable();
    table
      .binary('details')
      .notNullable()
      .comment('Histogram, and how many calls failed with what');
    table.primary(['series_id', 'slot'], 'points_slot_pkey');
  });
  const details = isPostgres(knex)
    ? `histogram || '\\x05'::bytea
         || convert_to(substr(failures, 2, length(failures) - 2), 'UTF8')
         || '\\x00'::bytea`
    : `cast(histogram || x'05' || substr(failures, 2, length(failures) - 2)
         || x'00' as blob)`;
  for (const [width, first] of FIRST_SLOTS) {
    await knex.raw(`
      insert into points (series_id, slot, count, sum_ms, errors,
        counting_rejections, other_rejections, details)
      select series_id, start_minute + ${first}, count, sum_ms,
        nullif(errors, 0), nullif(counting_rejections, 0),
        nullif(other_rejections, 0),
        case when failures = '{}' then histogram else ${details} end
      from wide_points where resolution = ${width}`);
  }
  await knex.schema.dropTable('wide_points');
  await knex.schema.alterTable('series', table => {
    table.dropIndex(['last_seen_ms']);
  });
  if (isPostgres(knex)) {
    // Each update leaves a dead row: their room is used again before it is a tenth of all.
    await knex.raw(
      'alter table points set (autovacuum_vacuum_scale_factor = 0.05)',
    );
    // Room to note in the same page when a series was last seen.
    await knex.raw('alter table series set (fillfactor = 80)');
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.renameTable('points', 'narrow_points');
  await knex.schema.createTable('points', table => {
    table.comment('Calls of a series in a minute, an hour or a day');
    withSeriesId(table);
    table
      .integer('resolution')
      .notNullable()
      .comment('Width in minutes: 1, 60 or 1440');
    table
      .integer('start_minute')
      .notNullable()
      .comment('Minutes since 1970-01-01 UTC');
    table.double('count').notNullable();
    table.double('errors').notNullable();
    table.double('counting_rejections').notNullable();
    table.double('other_rejections').notNullable();
    table.double('sum_ms').notNullable();
    table.binary('histogram').notNullable();
    table
      .text('failures')
      .notNullable()
      .comment('JSON: how many calls failed with what');
    table.primary(['series_id', 'resolution', 'start_minute']);
  });
  const all = await knex('series').select('id');
  for (const { id } of all) {
    const rows = await knex('narrow_points').where('series_id', id);
    await knex.batchInsert('points', rows.map(toWideRow), 100);
  }
  await knex.schema.dropTable('narrow_points');
  await knex.schema.alterTable('series', table => {
    table.index('last_seen_ms');
  });
  if (isPostgres(knex)) {
    await knex.raw('alter table series reset (fillfactor)');
  }
};

/** @param {any} row */
function toWideRow(row) {
  const [resolution, first] = FIRST_SLOTS.findLast(
    ([, start]) => row.slot >= start,
  ) ?? [1, 0];
  return {
    series_id: row.series_id,
    resolution,
    start_minute: row.slot - first,
    count: row.count,
    errors: row.errors ?? 0,
    counting_rejections: row.counting_rejections ?? 0,
    other_rejections: row.other_rejections ?? 0,
    sum_ms: row.sum_ms,
    ...apart(row.details),
  };
}

/**
 * Histogram and failures, each as they stood by themselves. Packed histograms,
 * which nobody could read then, are written with the distance before each count.
 *
 * @param {Buffer} details
 */
function apart(details) {
  const isPacked = details[0] >= 16 && details[0] < 48;
  const { at, histogram } = isPacked ? unpack(details) : skip(details);
  return { histogram, failures: failuresOf(details.subarray(at)) };
}

/**
 * As JSON: they are in it without its braces and with a zero behind, or in the
 * form that the plugin's own `failuresCodec` writes.
 *
 * @param {Buffer} bytes
 */
function failuresOf(bytes) {
  if (bytes[0] !== 6) {
    return `{${bytes.toString('utf8', 1, bytes.length - 1)}}`;
  }
  const reader = readerOf(bytes);
  reader.at = 1;
  const failures = [];
  for (let left = reader.varint(); left > 0; left -= 1) {
    const name = reader.varint();
    let failure = String((name - 1) / 2);
    if (name % 2 === 0) {
      failure = bytes.toString('utf8', reader.at, reader.at + name / 2);
      reader.at += name / 2;
    }
    let count = reader.varint() / 2;
    if (count === 1 / 2) {
      count = bytes.readDoubleLE(reader.at);
      reader.at += 8;
    }
    failures.push([failure, count]);
  }
  return JSON.stringify(Object.fromEntries(failures));
}

/** @param {Buffer} bytes */
function readerOf(bytes) {
  const reader = {
    at: 0,
    varint() {
      let value = 0;
      for (let factor = 1; ; factor *= 128) {
        const byte = bytes[reader.at];
        reader.at += 1;
        value += (byte & 0x7f) * factor;
        if (byte < 0x80 || byte === undefined) {
          return value;
        }
      }
    },
  };
  return reader;
}

/** Where a histogram that is not packed ends. @param {Buffer} bytes */
function skip(bytes) {
  if (bytes.length === 0) {
    return { at: 0, histogram: bytes };
  }
  const reader = readerOf(bytes);
  const [form] = bytes;
  const skipCount = () => {
    if (form === 2) {
      reader.at += 8;
    } else {
      reader.varint();
    }
  };
  reader.at = 2;
  skipCount();
  const size = reader.varint();
  for (let nth = 0; nth < size; nth += 1) {
    if (nth === 0 || form !== 3) {
      reader.varint();
    }
    skipCount();
  }
  return { at: reader.at, histogram: bytes.subarray(0, reader.at) };
}

/** @param {Buffer} bytes */
function unpack(bytes) {
  const reader = readerOf(bytes);
  reader.at = 1;
  const zeroCount = reader.varint();
  const width = reader.varint();
  const first = reader.varint();
  let bit = reader.at * 8;
  /** @param {number} count */
  const bits = count => {
    let value = 0;
    for (let nth = 0; nth < count; nth += 1, bit += 1) {
      value += ((bytes[bit >> 3] >> (bit & 7)) & 1) * 2 ** nth;
    }
    return value;
  };
  const written = [1, (bytes[0] - 32) & 0xff, ...varint(zeroCount)];
  const buckets = [];
  // The first non-empty bucket is the first of all.
  let [last, lastButOne, next] = [0, 0, 0];
  for (let at = 0; at < width; at += 1) {
    const expected = Math.floor((2 * last + lastButOne + 1) / 3);
    const low =
      expected < 4 ? expected >> 1 : (33 - Math.clz32(2 * expected - 1)) >> 1;
    let high = 0;
    while (high < 15 && bits(1) === 1) {
      high += 1;
    }
    let count;
    if (high === 15) {
      count = bits(bits(5));
    } else {
      count = high * 2 ** low + bits(low);
      if (expected >= 4) {
        count = expected + (count % 2 === 0 ? count / 2 : -(count + 1) / 2);
      }
    }
    if (count > 0) {
      buckets.push([
        ...varint(buckets.length === 0 ? first : at - next + 1),
        ...varint(count),
      ]);
      next = at + 1;
    }
    lastButOne = last;
    last = count;
  }
  written.push(...varint(buckets.length), ...buckets.flat());
  return { at: Math.ceil(bit / 8), histogram: Buffer.from(written) };
}

/** @param {number} value */
function varint(value) {
  const bytes = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) {
    bytes.push((rest % 128) + 128);
  }
  return [...bytes, rest];
}
