import { Evaluated } from './Facet';

/** What both of two schemas evaluate together, of a value that both accept. */
export function joinEvaluated(
  left: Evaluated | undefined,
  right: Evaluated | undefined,
): Evaluated | undefined {
  if (!left || !right) {
    return left ?? right;
  }
  return {
    everything: left.everything || right.everything,
    isUncertain: left.isUncertain || right.isUncertain,
    places: Math.max(left.places, right.places),
    items: [...left.items, ...right.items],
    names: new Set([...left.names, ...right.names]),
    patterns: new Set([...left.patterns, ...right.patterns]),
  };
}
