import { Change } from '@tieline/plugin-integrations-common/telemetry';

/** A change as a line through the charts. */
export interface ChangeMarker {
  id: string;
  atMs: number;
  /** `contract version 3.2.0` */
  text: string;
  /** A version stands as a whole line, a deployment and all else as a dashed one. */
  isDashed: boolean;
  /** On which side of the line its text has room; missing where it has none. */
  anchor?: 'start' | 'end';
}

/** How much of the range a text takes. */
const TEXT_SHARE = 0.27;

/** More lines than these would hide what they explain. */
const MOST_LINES = 12;

const kinds: Record<Change['kind'], string> = {
  'contract-version': 'contract version',
  deployment: 'deployed',
  configuration: 'configuration',
  other: '',
};

/** A change in few words: its title, or its kind and version where that is shorter. */
export function changeText({ kind, title, version }: Change): string {
  return version && kind === 'contract-version'
    ? `${kinds[kind]} ${version}`
    : title;
}

/**
 * The latest changes within a range, oldest first, each with the side on which
 * its text fits between its neighbours.
 */
export function toMarkers(
  changes: readonly Change[],
  range: { fromMs: number; toMs: number },
): ChangeMarker[] {
  const roomMs = TEXT_SHARE * (range.toMs - range.fromMs);
  const inRange = changes
    .map(change => ({ change, atMs: Date.parse(change.at) }))
    .filter(({ atMs }) => atMs >= range.fromMs && atMs <= range.toMs)
    .sort((one, other) => one.atMs - other.atMs)
    .slice(-MOST_LINES);
  let freeFromMs = range.fromMs;
  return inRange.map(({ change, atMs }, index) => {
    const nextMs = inRange[index + 1]?.atMs ?? Infinity;
    let anchor: ChangeMarker['anchor'];
    if (atMs - freeFromMs >= roomMs) {
      // Left of its line: the next one may have the right side.
      anchor = 'end';
      freeFromMs = atMs;
    } else if (
      atMs >= freeFromMs &&
      nextMs - atMs >= roomMs &&
      range.toMs - atMs >= roomMs
    ) {
      anchor = 'start';
      freeFromMs = atMs + roomMs;
    }
    return {
      id: change.id,
      atMs,
      text: changeText(change),
      isDashed: change.kind !== 'contract-version',
      anchor,
    };
  });
}
