import { ReceiverStatus } from '@tieline/plugin-integrations-common/telemetry';
import { Period } from '../traffic/flowTraffic';

/** History that is to be sent, and how far that is. */
export interface ReplayTask extends Period {
  id: string;
  /** Parts that are done: blocks are sent part by part, always in the same order. */
  doneParts: number;
  completedShare: number;
}

/** What the receiver remembers of this scenario. */
export interface Progress {
  /** The first start on this receiver's data. */
  anchorMs: number;
  /** Everything before is sent, or belongs to a replay. */
  throughMs: number;
  /** Replays that were begun and not finished. */
  unfinished: ReplayTask[];
}

interface Checkpoint {
  anchorMs: number;
  throughMs?: number;
  doneParts?: number;
}

/** The record that says how far live traffic is; it stands for no history, so its range is empty. */
export const liveId = (scenario: string) => `${scenario}-live`;

/** The replay that fills a time without the simulator. */
export const gapId = (scenario: string, number: number | '') =>
  `${scenario}-gap-${number}`;

/** Writes a checkpoint. */
export function printCheckpoint(checkpoint: Checkpoint): string {
  return JSON.stringify(checkpoint);
}

/**
 * Reads from the receiver's replays how far a scenario is.
 *
 * @returns undefined where the receiver has never heard of it
 */
export function readProgress(
  scenario: string,
  { replays }: ReceiverStatus,
): Progress | undefined {
  const isOurs = (id: string) =>
    id === scenario || id.startsWith(gapId(scenario, ''));
  const ours = replays
    .filter(({ id }) => isOurs(id) || id === liveId(scenario))
    .flatMap(replay => {
      const checkpoint = parse(replay.checkpoint);
      return checkpoint ? [{ ...replay, checkpoint }] : [];
    });
  if (!ours.length) {
    return undefined;
  }
  const history = ours.filter(({ id }) => isOurs(id));
  return {
    anchorMs: ours[0].checkpoint.anchorMs,
    throughMs: Math.max(
      ...history.map(({ to }) => Date.parse(to)),
      ...ours.map(({ checkpoint }) => checkpoint.throughMs ?? 0),
    ),
    unfinished: history
      .filter(({ completedShare }) => completedShare < 1)
      .map(({ id, from, to, completedShare, checkpoint }) => ({
        id,
        fromMs: Date.parse(from),
        toMs: Date.parse(to),
        completedShare,
        doneParts: checkpoint.doneParts ?? 0,
      })),
  };
}

function parse(text: string | undefined): Checkpoint | undefined {
  try {
    const checkpoint = JSON.parse(text ?? '');
    return Number.isFinite(checkpoint.anchorMs) ? checkpoint : undefined;
  } catch {
    return undefined;
  }
}
