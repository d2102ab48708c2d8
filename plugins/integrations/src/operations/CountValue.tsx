import {
  OperationsCount,
  OperationsProcess,
} from '@tieline/plugin-integrations-common/telemetry';
import { formatCount, formatInstant } from '../shared/format';
import { Measured } from '../shared/Measured';

/** Who counted, in words. */
export function processWords(process: OperationsProcess): string {
  return `process ${process.processId} on ${process.host}`;
}

/** A counter of this process: its total, or what of it was lately. */
export function CountValue(props: {
  name: string;
  count: OperationsCount;
  of: 'total' | 'recent';
  process: OperationsProcess;
}) {
  const { name, count, of, process } = props;
  const text = formatCount(count[of]);
  return (
    <Measured
      name={name}
      evidence={{
        value: text,
        source: processWords(process),
        time:
          of === 'total'
            ? `since ${formatInstant(process.startedAt)}`
            : `the last ${process.recentMinutes} min`,
        note: count.lastAt ? `last ${formatInstant(count.lastAt)}` : undefined,
      }}
    >
      {text}
    </Measured>
  );
}
