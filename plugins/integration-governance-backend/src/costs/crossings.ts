/** A value at each of some points, in a straight line from one to the next. */
export type Polyline = readonly number[];

/** Where the lowest of some lines stops being it. */
export interface Handover {
  at: number;
  from: number;
  to: number;
}

/** Follows the lowest line along the points, which are in ascending order. */
export function handovers(
  points: readonly number[],
  lines: readonly Polyline[],
): Handover[] {
  const found: Handover[] = [];
  let current = lowest(lines, 0, 1);
  for (let index = 0; index + 1 < points.length; index++) {
    const length = points[index + 1] - points[index];
    let passed = 0;
    for (;;) {
      const next = firstBelow(lines, current, index, passed);
      if (!next) {
        break;
      }
      passed = next.share;
      found.push({
        at: points[index] + length * passed,
        from: current,
        to: next.line,
      });
      current = next.line;
    }
  }
  return found;
}

/** Where a line that was not above another gets above it. */
export function risesAbove(
  points: readonly number[],
  line: Polyline,
  other: Polyline,
): number[] {
  return points.slice(0, -1).flatMap((point, index) => {
    const before = line[index] - other[index];
    const after = line[index + 1] - other[index + 1];
    return before <= 0 && after > 0
      ? [point + ((points[index + 1] - point) * before) / (before - after)]
      : [];
  });
}

/** Of lines that start together, the one that is lower afterwards. */
function lowest(
  lines: readonly Polyline[],
  index: number,
  afterwards: number,
): number {
  return lines.reduce(
    (best, line, candidate) =>
      line[index] < lines[best][index] ||
      (line[index] === lines[best][index] &&
        line[afterwards] < lines[best][afterwards])
        ? candidate
        : best,
    0,
  );
}

function firstBelow(
  lines: readonly Polyline[],
  current: number,
  index: number,
  passed: number,
): { line: number; share: number } | undefined {
  let first: { line: number; share: number } | undefined;
  lines.forEach((line, candidate) => {
    const before = line[index] - lines[current][index];
    const after = line[index + 1] - lines[current][index + 1];
    if (candidate === current || after >= 0) {
      return;
    }
    const share = Math.max(passed, before / (before - after));
    const isLower =
      first &&
      share === first.share &&
      line[index + 1] < lines[first.line][index + 1];
    if (!first || share < first.share || isLower) {
      first = { line: candidate, share };
    }
  });
  return first;
}
