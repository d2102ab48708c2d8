import { act, renderHook } from '@testing-library/react';
import { Pattern } from '@tieline/plugin-integrations-common';
import { testRanked } from './testDecide';
import { useMovingOrder } from './useMovingOrder';

function rankedAs(...patterns: Pattern[]) {
  return patterns.map((pattern, index) => testRanked(pattern, index + 1));
}

function shown(order: ReturnType<typeof useMovingOrder>) {
  return order.cards.map(({ pattern, rank }) => `${rank} ${pattern}`);
}

describe('useMovingOrder', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('shows new numbers in place, moves after 300 ms, and says from where until the next ranking', () => {
    const { result, rerender } = renderHook(useMovingOrder, {
      initialProps: rankedAs('ipaas', 'event-driven', 'batch-file'),
    });
    act(() => jest.advanceTimersByTime(300));
    expect(shown(result.current)).toEqual([
      '1 ipaas',
      '2 event-driven',
      '3 batch-file',
    ]);
    expect(result.current.movedFrom.size).toBe(0);

    rerender(rankedAs('event-driven', 'ipaas', 'batch-file'));
    act(() => jest.advanceTimersByTime(299));
    expect(shown(result.current)).toEqual([
      '2 ipaas',
      '1 event-driven',
      '3 batch-file',
    ]);
    expect(result.current.movedFrom.size).toBe(0);

    act(() => jest.advanceTimersByTime(1));
    expect(shown(result.current)).toEqual([
      '1 event-driven',
      '2 ipaas',
      '3 batch-file',
    ]);
    expect([...result.current.movedFrom]).toEqual([
      ['ipaas', 1],
      ['event-driven', 2],
    ]);

    rerender(rankedAs('event-driven', 'ipaas', 'batch-file'));
    act(() => jest.advanceTimersByTime(300));
    expect(result.current.movedFrom.size).toBe(0);
  });

  it('moves once where one ranking follows another at once', () => {
    const { result, rerender } = renderHook(useMovingOrder, {
      initialProps: rankedAs('ipaas', 'event-driven', 'batch-file'),
    });
    rerender(rankedAs('event-driven', 'ipaas', 'batch-file'));
    act(() => jest.advanceTimersByTime(200));
    rerender(rankedAs('batch-file', 'event-driven', 'ipaas'));
    act(() => jest.advanceTimersByTime(200));
    expect(result.current.cards[0].pattern).toBe('ipaas');
    act(() => jest.advanceTimersByTime(100));
    expect(shown(result.current)).toEqual([
      '1 batch-file',
      '2 event-driven',
      '3 ipaas',
    ]);
    expect(Object.fromEntries(result.current.movedFrom)).toEqual({
      ipaas: 1,
      'batch-file': 3,
    });
  });
});
