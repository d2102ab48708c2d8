import { countMoved } from './useStableOrder';

describe('countMoved', () => {
  it.each([
    [['a', 'b', 'c'], ['a', 'b', 'c'], 0],
    [['a', 'b', 'c'], ['c', 'a', 'b'], 1],
    [['a', 'b', 'c'], ['a', 'c'], 1],
    [['a', 'b'], ['a', 'x', 'b', 'y'], 2],
  ])('counts the rows that would move from %j to %j', (before, next, moved) => {
    expect(countMoved(before, next)).toBe(moved);
  });
});
