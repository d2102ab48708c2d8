import { Assessment } from '@tieline/plugin-integrations-common/governance';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runHere } from './testUtils/runHere';
import { TestFolder } from './testUtils/TestFolder';
import { errorAnswer, TestPortal } from './testUtils/TestPortal';

const path = '/api/integration-governance/v1/assessments';
const assessment = (rest: Partial<Assessment> = {}): Assessment => ({
  id: 'a1',
  title: 'Third quarter',
  state: 'running',
  startedAt: '2026-11-27T10:00:00.000Z',
  startedBy: 'external:ci',
  total: 120,
  done: 0,
  mayRun: true,
  ...rest,
});

describe('tieline assess', () => {
  const folder = new TestFolder();
  let portal: TestPortal;
  const assess = (...args: string[]) =>
    runHere(
      folder.path,
      ['assess', '--portal', portal.url, '--every', '0.001', ...args],
      { TIELINE_TOKEN: 'secret' },
    );
  /** Answers the start, then with each of these, and exports a text. */
  const answer = (...rest: Array<Partial<Assessment>>) => {
    const states = [...rest];
    portal.asked.length = 0;
    portal.answer = ({ method, path: asked }) => {
      if (asked.includes('/export')) {
        return { status: 200, body: 'integration,check\r\n' };
      }
      return method === 'POST'
        ? { status: 202, body: assessment() }
        : { status: 200, body: assessment(states.shift()) };
    };
  };

  beforeAll(async () => {
    portal = await TestPortal.start();
  });
  afterAll(async () => {
    await portal.stop();
    folder.remove();
  });

  it('starts one and does not wait', async () => {
    answer();
    const { code, stdout } = await assess('--title', 'Third quarter');
    expect([code, stdout]).toEqual([
      0,
      '“Third quarter” has begun: 120 integrations (a1).\n',
    ]);
    expect(portal.asked).toEqual([
      {
        method: 'POST',
        path,
        token: 'Bearer secret',
        body: { title: 'Third quarter' },
      },
    ]);
  });

  it('waits, and says how far it is', async () => {
    answer({ done: 100 }, { done: 120, state: 'done', yesShare: 0.614 });
    const { code, stdout, stderr } = await assess('--wait');
    expect(code).toBe(0);
    expect(stderr).toBe('0 of 120 integrations\n100 of 120 integrations\n');
    expect(stdout).toBe(
      '“Third quarter” is done: 120 integrations, 61 % of the questions answered yes (a1).\n',
    );
  });

  it('exports into a file, or to standard output', async () => {
    const done = { state: 'done', yesShare: null } as const;
    answer(done);
    const filed = await assess('--export', 'csv', '--output', 'a.csv');
    expect(filed.code).toBe(0);
    expect(filed.stdout).toContain('is done: 120 integrations (a1)');
    expect(readFileSync(join(folder.path, 'a.csv'), 'utf8')).toBe(
      'integration,check\r\n',
    );
    expect(portal.asked.at(-1)?.path).toBe(`${path}/a1/export?format=csv`);
    answer(done);
    const piped = await assess('--export', 'json');
    expect(piped.stdout).toBe('integration,check\r\n');
    expect(piped.stderr).toContain('is done');
  });

  it('ends with 2 where it failed', async () => {
    answer({ state: 'failed', because: 'The backend stopped.' });
    const { code, stderr } = await assess('--wait');
    expect(code).toBe(2);
    expect(stderr).toContain('“Third quarter” failed: The backend stopped.');
  });

  it('says which one is in the way', async () => {
    portal.answer = () =>
      errorAnswer(409, 'ConflictError', '“Yearly” is running');
    const { code, stderr } = await assess();
    expect(code).toBe(2);
    expect(stderr).toContain('“Yearly” is running');
    expect(stderr).toContain('Run this again when what is in the way is over.');
  });

  it('says what the token lacks, and what is asked wrongly', async () => {
    portal.answer = () => errorAnswer(403, 'NotAllowedError', 'No');
    expect((await assess()).stderr).toContain('integration.assessment.run');
    const unexported = await assess('--output', 'a.csv');
    expect([unexported.code, unexported.stderr]).toEqual([
      2,
      expect.stringContaining('--export csv'),
    ]);
    const odd = await assess('--export', 'xml');
    expect([odd.code, odd.stderr]).toEqual([
      2,
      expect.stringContaining('tieline assess --help'),
    ]);
    portal.answer = () => ({ status: 200, body: {} });
    expect((await assess()).stderr).toContain('something else than');
  });
});
