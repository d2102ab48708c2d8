import { Run } from '@tieline/plugin-integrations-common/telemetry';
import { groupBy } from '../health/TogetherReader';
import { WindowFigures } from './WindowFigures';

interface Ended {
  run: Run;
  fromMs: number;
  toMs: number;
}

function within({ run, fromMs, toMs }: Ended): WindowFigures[] {
  const { recordsIn, recordsOut, recordsRejected } = run;
  // Who says how many were rejected accounts for all; others may add up or split records.
  return recordsIn === undefined ||
    recordsOut === undefined ||
    recordsRejected === undefined
    ? []
    : [
        {
          track: `run ${run.side ?? ''}`,
          flow: '',
          fromMs,
          toMs,
          sent: recordsIn,
          received: recordsOut,
          rejected: recordsRejected,
          unit: 'records',
          sources: [`run ${run.id}`],
        },
      ];
}

/** From what was written into a file to what was made of it. */
function between(sender: Ended, receiver: Ended): WindowFigures[] {
  const sent = sender.run.recordsOut ?? sender.run.recordsIn;
  const { recordsIn, recordsOut, recordsRejected = 0 } = receiver.run;
  const received =
    recordsOut ??
    (recordsIn === undefined ? undefined : recordsIn - recordsRejected);
  return sent === undefined || received === undefined
    ? []
    : [
        {
          track: 'file',
          flow: '',
          fromMs: sender.fromMs,
          toMs: receiver.toMs,
          sent,
          received,
          rejected: recordsRejected,
          unit: 'records',
          sources: [`run ${sender.run.id}`, `run ${receiver.run.id}`],
        },
      ];
}

/**
 * What runs tell of their records: within each run, and between the sender's
 * and the receiver's run of the same file. Of runs that repeat each other the
 * last counts.
 *
 * @param runs - oldest first
 */
export function windowsOfRuns(runs: readonly Run[]): WindowFigures[] {
  const ended = runs.flatMap((run): Ended[] =>
    run.result === 'succeeded' && run.endedAt
      ? [
          {
            run,
            fromMs: Date.parse(run.startedAt),
            toMs: Date.parse(run.endedAt),
          },
        ]
      : [],
  );
  const files = groupBy(
    ended.filter(({ run }) => run.fileNameDigest && run.side),
    ({ run }) => run.fileNameDigest!,
  );
  const pairs = [...files.values()].flatMap(group => {
    const reversed = [...group].reverse();
    const sender = reversed.find(({ run }) => run.side === 'sender');
    const receiver = reversed.find(({ run }) => run.side === 'receiver');
    return sender && receiver && sender.fromMs < receiver.toMs
      ? between(sender, receiver)
      : [];
  });
  return [...ended.flatMap(within), ...pairs];
}
