import { readFileSync } from 'fs';
import { DAY_HOURS, HourGrid, HOUR_MS } from '../../../src/trends/HourGrid';
import {
  TREND_INDICATORS,
  TrendIndicator,
} from '../../../src/trends/indicators';
import { judgeTrend, TREND_HOURS } from '../../../src/trends/judgeTrend';
import { TrendFinding, TrendState } from '../../../src/trends/TrendFinding';
import { readSeries, SeriesError } from './readSeries';

/** What came of an outside series, a line for each thing that people are told. */
export interface FileResult {
  lines: string[];
  alarms: number;
  looks: number;
  /** What is wrong with the file; nothing else is filled then. */
  problem?: string;
}

const iso = (ms: number) => new Date(ms).toISOString();
const day = (ms: number) => iso(ms).slice(0, 10);
const percent = (ratio: number) =>
  `${ratio >= 1 ? '+' : '−'}${Math.abs(100 * (ratio - 1)).toFixed(0)} %`;
const digits = (value: number | undefined) =>
  value === undefined ? '?' : String(Number(value.toPrecision(3)));

/** Looks at each day of an outside series as if it were the last, with what the looks before left. */
export function lookAtFile(order: {
  file: string;
  indicator: string;
}): FileResult {
  const result: FileResult = { lines: [], alarms: 0, looks: 0 };
  const indicator = TREND_INDICATORS.find(one => one === order.indicator);
  if (!indicator) {
    const problem = `There is no indicator ${order.indicator}; it can be ${TREND_INDICATORS.join(', ')}.`;
    return { ...result, problem };
  }
  try {
    const grid = readSeries(readFileSync(order.file, 'utf8'), indicator);
    look(grid, indicator, result);
  } catch (error) {
    if (error instanceof SeriesError || error.code !== undefined) {
      return { ...result, problem: error.message };
    }
    throw error;
  }
  return result;
}

function look(
  grid: HourGrid,
  indicator: TrendIndicator,
  result: FileResult,
): void {
  let state: TrendState = {};
  let last: TrendFinding | undefined;
  for (let hour = DAY_HOURS; hour <= grid.hours; hour += DAY_HOURS) {
    const judgement = judgeTrend(indicator, until(grid, hour), state);
    const { finding } = judgement;
    state = judgement.state;
    result.looks += 1;
    const wasRaised = last?.outcome === 'raised';
    if (finding.outcome === 'raised' && !wasRaised) {
      result.alarms += 1;
      result.lines.push(`${day(finding.judgedMs)}  ${describe(finding)}`);
    } else if (finding.outcome !== 'raised' && wasRaised) {
      result.lines.push(`${day(finding.judgedMs)}  back to the usual level`);
    }
    last = finding;
  }
  result.lines.push(
    last ? `At the end: ${atTheEnd(last)}` : 'Less than a day: nothing to say.',
  );
}

function until(grid: HourGrid, hour: number): HourGrid {
  const from = Math.max(0, hour - TREND_HOURS);
  return {
    startMs: grid.startMs + from * HOUR_MS,
    hours: hour - from,
    operations: grid.operations.map(({ operation, counts, sums }) => ({
      operation,
      counts: counts.subarray(from, hour),
      sums: sums.subarray(from, hour),
    })),
  };
}

function describe(finding: TrendFinding): string {
  const { ratio, boundRatio, shape, sinceMs, usualLevel, level } = finding;
  return `${percent(ratio!)} (at least ${percent(boundRatio!)}), a ${shape} since ${iso(sinceMs!).slice(0, 13)} h: ${digits(level)}, usually ${digits(usualLevel)}`;
}

function atTheEnd(finding: TrendFinding): string {
  const { outcome, limit, smallestVisibleRatio: smallest } = finding;
  const seen =
    smallest === undefined
      ? ''
      : `; the smallest change that would be seen is ${percent(smallest)}`;
  return `${outcome}${limit ? ` (${limit})` : ''}${seen}`;
}
