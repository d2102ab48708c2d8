import { DemoRuns, readDemoLandscape } from '../__testUtils__/DemoRuns';
import { readDemoIntegrations } from '../__testUtils__/projected';
import { RunJudge, scheduleOf } from './RunJudge';

jest.setTimeout(120_000);

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

interface Onset {
  name: string;
  code: string;
  since: string;
  short: string;
}

/** Everything that was not healthy in five weeks, a reason each time that it began. */
async function findOnsets(anchorMs: number): Promise<Onset[]> {
  const landscape = await readDemoLandscape(anchorMs);
  const source = new DemoRuns(landscape, anchorMs - 35 * DAY_MS);
  const judge = new RunJudge({ store: source });
  const onsets = new Map<string, Onset>();
  const batch = readDemoIntegrations().filter(scheduleOf);
  for (let at = anchorMs - 35 * DAY_MS; at <= anchorMs; at += 5 * HOUR_MS) {
    source.moveTo(at);
    for (const integration of batch) {
      const { reasons } = (await judge.judge(integration, 'production', at))!;
      expect(reasons).toHaveLength(1);
      const [{ status, code, since = '', short = '' }] = reasons;
      if (!['healthy', 'unknown'].includes(status)) {
        const { name } = integration.facets;
        onsets.set(`${name} ${code} ${since}`, { name, code, since, short });
      }
    }
  }
  return [...onsets.values()];
}

describe('five weeks of the demo', () => {
  it.each([
    // Its history has the day on which summer time ends, or the one on which it begins.
    ['2026-11-22T11:00:00Z', '2026-11-20T04:30:00.000Z', '2026-11-22T05'],
    ['2026-04-20T10:00:00Z', '2026-04-18T03:30:00.000Z', '2026-04-20T04'],
  ])(
    'that end at %s have a file that is late and one that is short, and nothing else',
    async (anchor, lateSince, shortSince) => {
      const onsets = await findOnsets(Date.parse(anchor));
      expect(onsets).toEqual([
        {
          name: 'supplier-stock-file',
          code: 'late',
          since: lateSince,
          short: 'late: no file for 3 days',
        },
        {
          name: 'payment-settlement-file',
          code: 'too-few-records',
          since: expect.stringContaining(shortSince),
          short: 'short: a fifth of its records',
        },
      ]);
    },
  );
});
