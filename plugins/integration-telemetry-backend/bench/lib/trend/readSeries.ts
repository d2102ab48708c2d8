import {
  HOUR_MS,
  HourGrid,
  HourPoint,
  toHourGrid,
} from '../../../src/trends/HourGrid';
import { TrendIndicator, traitsOf } from '../../../src/trends/indicators';

const NEEDED = ['time', 'value', 'count'];

/** Something in a file that can't be meant, and where. */
export class SeriesError extends Error {}

/**
 * An outside series: a CSV file with the columns `time`, `value` and `count`
 * in any order, and `operation` where there are several. `time` is ISO 8601
 * (UTC unless it says otherwise) or seconds or milliseconds since 1970;
 * `value` the mean of `count` calls. Points finer than an hour are added up.
 *
 * @throws SeriesError that names the line
 */
export function readSeries(text: string, indicator: TrendIndicator): HourGrid {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const names = lines[0].split(',').map(name => name.trim().toLowerCase());
  const missing = NEEDED.filter(name => !names.includes(name));
  if (missing.length > 0) {
    throw new SeriesError(
      `Line 1 has no column ${missing.join(' and ')}; the first line names the columns, such as time,value,count.`,
    );
  }
  const points: HourPoint[] = [];
  for (let nth = 1; nth < lines.length; nth += 1) {
    if (lines[nth].trim() !== '') {
      points.push(readLine(lines[nth], nth + 1, names, indicator));
    }
  }
  if (points.length === 0) {
    throw new SeriesError('There is no line with a point.');
  }
  let fromMs = Infinity;
  let untilMs = -Infinity;
  for (const { startMs } of points) {
    fromMs = Math.min(fromMs, startMs);
    untilMs = Math.max(untilMs, startMs);
  }
  // The last hour may have just begun: only whole ones can be held against others.
  return toHourGrid(points, indicator, {
    fromMs,
    untilMs: Math.floor(untilMs / HOUR_MS + 1) * HOUR_MS,
  });
}

function readLine(
  line: string,
  number: number,
  names: readonly string[],
  indicator: TrendIndicator,
): HourPoint {
  const cells = line.split(',').map(cell => cell.trim());
  if (cells.length !== names.length) {
    throw new SeriesError(
      `Line ${number} has ${cells.length} values, and there are ${names.length} columns.`,
    );
  }
  const cell = (name: string) => cells[names.indexOf(name)];
  const numberOf = (name: string) => {
    const value = Number(cell(name));
    if (cell(name) === '' || !Number.isFinite(value) || value < 0) {
      throw new SeriesError(
        `Line ${number}: ${name} is “${cell(name)}”, which is no number from 0 on.`,
      );
    }
    return value;
  };
  const startMs = timeOf(cell('time'));
  if (Number.isNaN(startMs)) {
    throw new SeriesError(
      `Line ${number}: time is “${cell('time')}”, which is neither ISO 8601 nor seconds or milliseconds since 1970.`,
    );
  }
  const count = numberOf('count');
  const value = numberOf('value');
  return {
    operation: names.includes('operation') ? cell('operation') : '',
    startMs,
    count,
    sum: traitsOf(indicator).isPerHour ? value : value * count,
  };
}

function timeOf(text: string): number {
  if (/^\d{9,10}$/.test(text)) {
    return Number(text) * 1000;
  }
  if (/^\d{12,13}$/.test(text)) {
    return Number(text);
  }
  if (!/^\d{4}-\d{2}-\d{2}/.test(text)) {
    return NaN;
  }
  const hasZone = /(Z|[+-]\d{2}:?\d{2})$/i.test(text);
  const iso = text.replace(' ', 'T');
  return Date.parse(hasZone || iso.length === 10 ? iso : `${iso}Z`);
}
