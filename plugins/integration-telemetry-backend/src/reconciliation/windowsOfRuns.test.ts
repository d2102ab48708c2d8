import { Run } from '@tieline/plugin-integrations-common/telemetry';
import { windowsOfRuns } from './windowsOfRuns';

function run(id: string, hour: number, change: Partial<Run>): Run {
  const at = (minute: number) =>
    new Date(Date.UTC(2026, 10, 22, hour, minute)).toISOString();
  return {
    id,
    startedAt: at(0),
    endedAt: at(10),
    result: 'succeeded',
    ...change,
  };
}

describe('runs', () => {
  it('account for the records within each, where they count all', () => {
    const windows = windowsOfRuns([
      run('all', 5, { recordsIn: 100, recordsOut: 95, recordsRejected: 2 }),
      run('sums up', 6, { recordsIn: 100, recordsOut: 7 }),
      run('failed', 7, {
        recordsIn: 100,
        recordsOut: 0,
        recordsRejected: 0,
        result: 'failed',
      }),
    ]);
    expect(windows).toMatchObject([
      { sent: 100, received: 95, rejected: 2, sources: ['run all'] },
    ]);
  });

  it('of the sender and the receiver of a file are held against each other', () => {
    const file = { fileNameDigest: 'sha256:1' };
    const [pair, ...more] = windowsOfRuns([
      run('out', 5, { ...file, side: 'sender', recordsOut: 48_210 }),
      run('tried', 6, { ...file, side: 'receiver', recordsIn: 40_000 }),
      run('in', 7, {
        ...file,
        side: 'receiver',
        recordsIn: 48_000,
        recordsRejected: 10,
      }),
      run('other', 8, { fileNameDigest: 'sha256:1', recordsIn: 3 }),
    ]);
    expect(more).toEqual([]);
    expect(pair).toMatchObject({
      sent: 48_210,
      received: 47_990,
      rejected: 10,
      sources: ['run out', 'run in'],
    });
  });
});
