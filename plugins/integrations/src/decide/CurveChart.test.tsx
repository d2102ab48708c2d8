import { render, screen, within } from '@testing-library/react';
import { cloneElement, ReactElement } from 'react';
import { CurveChart } from './CurveChart';
import { toCurvePoints } from './curveLines';
import { testRecommendation } from './testDecide';

// There is no layout in a test, and so no size to take.
jest.mock('recharts', () => ({
  ...jest.requireActual('recharts'),
  ResponsiveContainer: (props: { children: ReactElement }) =>
    cloneElement(props.children, { width: 600, height: 280 } as object),
}));

describe('CurveChart', () => {
  it('draws lines, the volumes of the answers and the break-even over a logarithmic axis', () => {
    const recommendation = testRecommendation({
      interaction: 'event',
      volumePerDay: 9_000,
      volumePerDayInTwoYears: 18_000,
    });
    render(
      <CurveChart
        recommendation={recommendation}
        points={toCurvePoints(recommendation.curves)}
        lines={['event-driven', 'ipaas']}
        currency="EUR"
        first="event-driven"
      />,
    );
    const chart = screen.getByRole('img', {
      name: /^Cost in three years over volume a day, of event-driven, ipaas\. Even at 6,200 a day/,
    });
    for (const words of [
      'now 9,000',
      'in 2 years 18,000',
      'even at 6,200',
      '1,000',
      '10,000',
    ]) {
      expect(within(chart).getByText(words)).toBeInTheDocument();
    }
    expect(chart.querySelectorAll('.recharts-line')).toHaveLength(2);
    // From 1,000 at the axis, 64 wide, to 18,000 at the end, 16 before the edge.
    const share = Math.log(6.2) / Math.log(18);
    const dot = chart.querySelector('.recharts-reference-dot circle');
    expect(Number(dot?.getAttribute('cx'))).toBeCloseTo(64 + 520 * share, 1);
  });
});
