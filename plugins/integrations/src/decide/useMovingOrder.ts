import { Pattern } from '@tieline/plugin-integrations-common';
import { RankedPattern } from '@tieline/plugin-integrations-common/governance';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';

/** How long a card keeps its place, so that the eye is there when it moves. */
const HOLD_MS = 300;
const MOVE_MS = 250;

/** Cards in the places in which they stand now. */
export interface MovingOrder {
  /** With what is newest, in the order in which they are shown. */
  cards: RankedPattern[];
  /** Where those stood before that moved last. */
  movedFrom: ReadonlyMap<Pattern, number>;
  /** To be given to each card's element. */
  register: (pattern: Pattern, element: HTMLElement | null) => void;
}

const NOTHING_MOVED: ReadonlyMap<Pattern, number> = new Map();

function isCalm(): boolean {
  return (
    window.matchMedia?.('(prefers-reduced-motion: reduce)')?.matches ?? false
  );
}

/** Lets another ranking show its numbers in place first, and moves the cards then. */
export function useMovingOrder(ranked: RankedPattern[]): MovingOrder {
  const [shown, setShown] = useState({
    patterns: ranked.map(({ pattern }) => pattern),
    movedFrom: NOTHING_MOVED,
  });
  useEffect(() => {
    const patterns = ranked.map(({ pattern }) => pattern);
    const timer = setTimeout(
      () =>
        setShown(before => ({
          patterns,
          movedFrom: new Map(
            before.patterns
              .map((pattern, index) => [pattern, index + 1] as const)
              .filter(([pattern, place]) => patterns[place - 1] !== pattern),
          ),
        })),
      HOLD_MS,
    );
    return () => clearTimeout(timer);
  }, [ranked]);

  const elements = useRef(new Map<Pattern, HTMLElement>());
  const tops = useRef(new Map<Pattern, number>());
  const lastMove = useRef(shown.movedFrom);
  useLayoutEffect(() => {
    const isMove = lastMove.current !== shown.movedFrom;
    lastMove.current = shown.movedFrom;
    for (const [pattern, element] of elements.current) {
      const before = tops.current.get(pattern);
      const top = element.offsetTop;
      tops.current.set(pattern, top);
      if (isMove && before !== undefined && before !== top && !isCalm()) {
        element.animate?.(
          [
            { transform: `translateY(${before - top}px)` },
            { transform: 'none' },
          ],
          { duration: MOVE_MS, easing: 'ease-out' },
        );
      }
    }
  });

  const isHeld = ranked.some(
    ({ pattern }, index) => pattern !== shown.patterns[index],
  );
  const byPattern = new Map(ranked.map(one => [one.pattern, one]));
  return {
    cards: shown.patterns.flatMap(pattern => byPattern.get(pattern) ?? []),
    movedFrom: isHeld ? NOTHING_MOVED : shown.movedFrom,
    register: (pattern, element) => {
      if (element) {
        elements.current.set(pattern, element);
      } else {
        elements.current.delete(pattern);
      }
    },
  };
}
