import { CostModel } from '../costs/CostModel';

/** Costs that are easy to add up: 1,000 for each pattern, and a break-even at 6,200 a day. */
export const fakeCosts: CostModel = {
  prices: {
    currency: 'EUR',
    version: 'test',
    items: [
      {
        id: 'day',
        title: 'A day of work',
        unit: '€ a day',
        low: 600,
        expected: 800,
        high: 1_000,
        source: 'example',
        isExample: true,
      },
    ],
  },
  estimate: pattern => ({
    years: 3,
    currency: 'EUR',
    total: { low: 900, expected: 1_000, high: 1_100 + pattern.length },
    parts: [],
  }),
  leaving: () => ({ low: 100, expected: 150, high: 200 }),
  curves: () => [],
  breakEvens: () => [
    {
      cheaperBelow: 'ipaas',
      cheaperAbove: 'event-driven',
      volumePerDay: 6_200,
    },
  ],
  sensitivities: () => [],
};
