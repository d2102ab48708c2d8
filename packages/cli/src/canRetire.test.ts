import {
  RetirementFinding,
  RetirementVerdict,
} from '@tieline/plugin-integrations-common/contracts';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { runTieline } from './testUtils/runTieline';
import { TestFolder } from './testUtils/TestFolder';
import { Answer, errorAnswer, TestPortal } from './testUtils/TestPortal';
import { wireVersion } from './testUtils/wire';

jest.setTimeout(60_000);

const contract = 'catalog/api:default/shipping-api';
const contractPath =
  '/api/integration-contracts/v1/contracts/catalog/api%3Adefault%2Fshipping-api';
const versionPath = (version: string) =>
  `${contractPath}/versions/${version}/retirement`;

const seen: RetirementFinding = {
  kind: 'seen',
  outcome: 'blocks',
  title: 'support-desk was seen 4 minutes ago',
  detail: 'It called 1.9.4 about 310 times a day.',
};
const agreed: RetirementFinding = {
  kind: 'not-agreed',
  outcome: 'holds',
  title: 'Every declared consumer agreed.',
};
const verdict = (
  answer: RetirementVerdict['answer'],
  sentence: string,
  findings: RetirementFinding[],
): Answer => ({
  status: 200,
  body: {
    ...{ answer, sentence, findings, endingId: 7 },
    asOf: '2026-11-27T10:00:00.000Z',
  } satisfies RetirementVerdict,
});
const no = verdict('no', 'No: support-desk was seen 4 minutes ago.', [
  seen,
  agreed,
]);
const yes = verdict('yes', 'Yes: nobody was seen for 14 days.', [agreed]);
const unknown = verdict('unknown', 'Unknown: usage is 2 days old.', [
  { ...seen, kind: 'usage-data', outcome: 'unknown', title: 'Usage is old.' },
]);

describe('tieline … can-retire', () => {
  const folder = new TestFolder();
  let portal: TestPortal;
  const runWith = (group: string, ...args: string[]) =>
    runTieline(
      folder.path,
      [group, 'can-retire', '--portal', portal.url, ...args],
      { TIELINE_TOKEN: 'secret' },
    );
  const run = (...args: string[]) => runWith('contracts', contract, ...args);
  const answer = (given: Record<string, Answer>) => {
    portal.asked.length = 0;
    portal.answer = ({ path }) => given[path];
  };

  beforeAll(async () => {
    portal = await TestPortal.start();
  });
  afterAll(async () => {
    await portal.stop();
    folder.remove();
  });

  it('ends with 1 where something is in the way, and says all of it in the portal’s words', async () => {
    answer({ [versionPath('1.9.4')]: no });
    const { code, stdout, stderr } = await run('1.9.4');
    expect([code, stderr]).toEqual([1, '']);
    expect(portal.asked).toEqual([
      {
        method: 'GET',
        path: versionPath('1.9.4'),
        token: 'Bearer secret',
        body: undefined,
      },
    ]);
    expect(stdout).toBe(
      `✗ ${contract} 1.9.4 may it be retired? No: support-desk was seen 4 minutes ago. (1 error, 1 note)

  ${contract} 1.9.4  error  seen
    support-desk was seen 4 minutes ago. It called 1.9.4 about 310 times a day.

  ${contract} 1.9.4  note  not-agreed
    Every declared consumer agreed.

1 result: 1 not safe to retire.
`,
    );
  });

  it('ends with 0 where it is safe', async () => {
    answer({ [versionPath('1.9.4')]: yes });
    const { code, stdout } = await run('1.9.4');
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(
        /^✓ .* Yes: nobody was seen for 14 days\.[^]*1 result: all safe to retire\.\n$/,
      ),
    ]);
  });

  it('ends with 2 where nobody knows, and shows what is missing', async () => {
    answer({ [versionPath('1.9.4')]: unknown });
    const { code, stdout, stderr } = await run('1.9.4');
    expect([code, stdout]).toEqual([
      2,
      expect.stringMatching(/^\? .*Unknown: .*\n[^]*Usage is old\./),
    ]);
    expect(stderr).toMatch(
      /1\.9\.4: Unknown: usage is 2 days old\.\n {2}What to do: /,
    );
  });

  it('ends with 1 where the portal says no and lists no reason', async () => {
    answer({ [versionPath('1.9.4')]: verdict('no', 'No: wait.', [agreed]) });
    const { code, stdout } = await run('1.9.4');
    expect([code, stdout]).toEqual([
      1,
      expect.stringContaining('error  not-safe\n    No: wait.'),
    ]);
  });

  it('asks about each deprecated version, oldest first, where none is named', async () => {
    const versions = [
      wireVersion('2.3.0'),
      wireVersion('1.9.4', { state: 'deprecated' }),
      wireVersion('1.8.0', { state: 'sunset' }),
      wireVersion('1.7.0', { state: 'retired' }),
    ];
    answer({
      [contractPath]: { status: 200, body: { allVersions: versions } },
      [versionPath('1.9.4')]: no,
      [versionPath('1.8.0')]: yes,
    });
    const { code, stdout } = await run();
    expect(code).toBe(1);
    expect(stdout.match(/^. \S+ (?=may)|^[✗✓] .* may/gm)).toEqual([
      `✓ ${contract} 1.8.0 may`,
      `✗ ${contract} 1.9.4 may`,
    ]);
    expect(stdout).toContain('2 results: 1 not safe to retire.');
  });

  it('ends with 2 where no version is deprecated, or the portal knows none of that name', async () => {
    answer({
      [contractPath]: {
        status: 200,
        body: { allVersions: [wireVersion('2')] },
      },
    });
    const none = await run();
    expect([none.code, none.stderr]).toEqual([
      2,
      expect.stringContaining(`No version of ${contract} is deprecated.`),
    ]);
    const noVersion = await run('9');
    expect([noVersion.code, noVersion.stderr]).toEqual([
      2,
      expect.stringContaining(`knows no version 9 of ${contract}.`),
    ]);
    answer({});
    const noContract = await run();
    expect([noContract.code, noContract.stderr]).toEqual([
      2,
      expect.stringContaining(`knows no contract ${contract}.`),
    ]);
  });

  it.each([
    [
      { status: 200, body: { answer: 'maybe' } },
      /something else than a verdict/,
    ],
    [{ status: 200, body: '<html></html>' }, /something else than JSON/],
    [
      errorAnswer(403, 'NotAllowedError', 'x'),
      /Give it integration\.contract\.read/,
    ],
    [errorAnswer(503, 'ServiceUnavailableError', 'x'), /answered with 503/],
  ])('ends with 2 where the portal answers %j', async (given, reason) => {
    answer({ [versionPath('1.9.4')]: given });
    const { code, stdout, stderr } = await run('1.9.4');
    expect([code, stdout, stderr]).toEqual([
      2,
      '',
      expect.stringMatching(reason),
    ]);
  });

  it('writes the answer for other programs', async () => {
    answer({ [versionPath('1.9.4')]: no });
    const json = JSON.parse((await run('1.9.4', '--format', 'json')).stdout);
    expect(json).toMatchObject({
      outcome: 'violations',
      command: 'contracts can-retire',
      subjects: [
        {
          name: `${contract} 1.9.4`,
          retirement: {
            answer: 'no',
            asOf: '2026-11-27T10:00:00.000Z',
            endingId: 7,
          },
          findings: [
            { ruleId: 'seen', level: 'error' },
            { ruleId: 'not-agreed', level: 'note' },
          ],
        },
      ],
    });
    const { stdout: xml } = await run('1.9.4', '--format', 'junit');
    expect(XMLValidator.validate(xml)).toBe(true);
    const { testsuites } = new XMLParser({ ignoreAttributes: false }).parse(
      xml,
    );
    expect(testsuites.testsuite.testcase['@_name']).toMatch(
      /^seen: support-desk was seen 4 minutes ago/,
    );
    const { stdout: markdown } = await run('1.9.4', '--format', 'markdown');
    expect(markdown).toContain(
      '### tieline contracts can-retire: Not safe to retire',
    );
  });

  it('has no SARIF, since there is no file to show it in', async () => {
    const { code, stderr } = await run('1.9.4', '--format', 'sarif');
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/sarif.*\n.*tieline contracts can-retire --help/),
    ]);
  });

  it.each(['tracking-mails', 'Integration:default/tracking-mails'])(
    'asks about the Integration %s',
    async name => {
      answer({
        '/api/integration-contracts/v1/integrations/default/tracking-mails/retirement':
          no,
      });
      const { code, stdout } = await runWith('integrations', name);
      expect([code, stdout]).toEqual([
        1,
        expect.stringContaining(
          '✗ integration:default/tracking-mails may it be retired? No: ',
        ),
      ]);
    },
  );

  it.each([
    ['integrations', 'component:default/x', /name of an Integration/],
    ['integrations', 'nothing', /knows no integration:default\/nothing\./],
    ['contracts', 'orders', /Write <registry>\/<subject>/],
  ])('ends with 2 for %s can-retire %s', async (group, name, reason) => {
    answer({});
    const { code, stderr } = await runWith(group, name);
    expect([code, stderr]).toEqual([2, expect.stringMatching(reason)]);
  });
});
