import { Pattern, PATTERNS } from '@tieline/plugin-integrations-common';
import {
  CostCurve,
  Recommendation,
} from '@tieline/plugin-integrations-common/governance';
import { CsvRow } from '../shared/downloadCsv';
import { cheapestOf } from './costWords';

/** How many of the first of the ranking are drawn unless others are asked for. */
const DRAWN_OF_RANKING = 3;

/** Told apart by dashes too, not by colour only. */
export const LINE_LOOKS: Record<Pattern, { stroke: string; dash?: string }> = {
  'event-driven': { stroke: 'var(--tl-series)' },
  'api-gateway': { stroke: 'var(--tl-unknown-mark)', dash: '2 3' },
  'service-mesh': { stroke: 'var(--tl-series-2)', dash: '10 3 2 3' },
  'custom-code': { stroke: 'var(--tl-axis)', dash: '8 4' },
  ipaas: { stroke: 'var(--tl-series-2)', dash: '6 3' },
  'point-to-point': { stroke: 'var(--tl-axis)' },
  'batch-file': { stroke: 'var(--tl-unknown-mark)' },
};

/** A volume with what each pattern costs there. */
export interface CurvePoint {
  volumePerDay: number;
  costs: Partial<
    Record<Pattern, { low: number; expected: number; high: number }>
  >;
}

/** The curves by volume, which all have in common. */
export function toCurvePoints(curves: CostCurve[]): CurvePoint[] {
  const byVolume = new Map<number, CurvePoint>();
  for (const { pattern, points } of curves) {
    for (const { volumePerDay, ...range } of points) {
      const point = byVolume.get(volumePerDay) ?? { volumePerDay, costs: {} };
      point.costs[pattern] = range;
      byVolume.set(volumePerDay, point);
    }
  }
  return [...byVolume.values()].sort(
    (left, right) => left.volumePerDay - right.volumePerDay,
  );
}

/** The lines to draw: those asked for, else those that the choice is between. */
export function drawnLines(
  asked: readonly string[],
  { ranked, breakEvens }: Recommendation,
): Pattern[] {
  const known = PATTERNS.filter(pattern => asked.includes(pattern));
  if (known.length > 0) {
    return known;
  }
  const cheapest = cheapestOf(ranked);
  const wanted = new Set<Pattern>([
    ...ranked.slice(0, DRAWN_OF_RANKING).map(({ pattern }) => pattern),
    ...(cheapest ? [cheapest] : []),
    ...breakEvens.flatMap(one => [one.cheaperBelow, one.cheaperAbove]),
  ]);
  return PATTERNS.filter(pattern => wanted.has(pattern));
}

/** Ticks of a logarithmic axis: 1, 2 and 5 times powers of ten, not too many. */
export function logTicks(from: number, to: number): number[] {
  const ticks: number[] = [];
  for (
    let power = Math.floor(Math.log10(from));
    power <= Math.ceil(Math.log10(to));
    power++
  ) {
    for (const step of [1, 2, 5]) {
      const tick = Number(`${step}e${power}`);
      if (tick >= from && tick <= to) {
        ticks.push(tick);
      }
    }
  }
  return ticks;
}

/** All curves as rows, for the file. */
export function toCurveCsvRows(
  curves: CostCurve[],
  currency: string,
): CsvRow[] {
  return toCurvePoints(curves).map(({ volumePerDay, costs }) => ({
    'Volume a day': volumePerDay,
    ...Object.fromEntries(
      curves.flatMap(({ pattern }) =>
        (['low', 'expected', 'high'] as const).map(bound => [
          `${pattern}, ${bound}, ${currency}`,
          costs[pattern]?.[bound],
        ]),
      ),
    ),
  }));
}
