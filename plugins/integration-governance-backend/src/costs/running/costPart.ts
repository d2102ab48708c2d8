import {
  CostPart,
  CostRange,
} from '@tieline/plugin-integrations-common/governance';
import { PriceBook } from '../PriceBook';
import { WINDOW_DAYS } from './countVolume';

export type CostInput = CostPart['inputs'][number];

/** A product of figures, so many times. */
export interface Term {
  figures: CostInput[];
  times: number;
}

const BOUNDS = ['low', 'expected', 'high'] as const;

/** Yearly figures count with so much. */
export const OF_A_YEAR = WINDOW_DAYS / 365;

/** Adds terms up, and rounds once, to the cent. */
export function costPart(
  id: string,
  title: string,
  formula: string,
  terms: readonly Term[],
  uses: readonly CostInput[],
): CostPart {
  const [low, expected, high] = BOUNDS.map(bound => {
    const sum = terms.reduce(
      (total, { figures, times }) =>
        total +
        figures.reduce((product, { value }) => product * value[bound], times),
      0,
    );
    return Math.round(sum * 100) / 100;
  });
  const figures = terms.flatMap(term => term.figures);
  return {
    ...{ id, title, formula },
    range: { low, expected, high },
    inputs: [...figures, ...uses],
  };
}

/** A price as an input. */
export function inputOf(book: PriceBook, id: string): CostInput {
  const { title, unit, source, low, expected, high } = book.get(id);
  return { id, title, unit, source, value: { low, expected, high } };
}

/** An input that has no range. */
export function exactly(
  id: string,
  title: string,
  value: number,
  unit: string,
  source: string,
): CostInput {
  return { id, title, unit, source, value: same(value) };
}

function same(value: number): CostRange {
  return { low: value, expected: value, high: value };
}
