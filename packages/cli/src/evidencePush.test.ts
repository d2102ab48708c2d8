import { PushReceipt } from '@tieline/plugin-integrations-common/governance';
import { runHere } from './testUtils/runHere';
import { runTieline } from './testUtils/runTieline';
import { TestFolder } from './testUtils/TestFolder';
import { Answer, errorAnswer, TestPortal } from './testUtils/TestPortal';

jest.setTimeout(60_000);

type Accepted = PushReceipt['accepted'][number];

const path = '/api/integration-governance/v1/evidence/default/tracking-mails';
const unitTests: Accepted = {
  id: '1',
  type: 'test-results',
  subject: 'unit',
  value: '5 unit tests, 1 failed',
  isNew: true,
  counts: true,
};
const noTests: Accepted = {
  ...unitTests,
  value: '0 unit tests, all passed',
  counts: false,
  because: 'No test ran: that shows nothing.',
};
const receipt = (...accepted: Accepted[]): Answer => ({
  status: 200,
  body: { accepted } satisfies PushReceipt,
});

const suite = (...cases: string[]) =>
  `<?xml version="1.0"?><testsuites><testsuite name="a" tests="99">${cases.join('')}</testsuite></testsuites>`;
const passedCase = '<testcase name="a"/>';
const failedCase = '<testcase name="b"><failure message="x"/></testcase>';
const skippedCase = '<testcase name="c"><skipped/></testcase>';

describe('tieline evidence push', () => {
  const folder = new TestFolder()
    .write('reports/unit-1.xml', suite(passedCase, failedCase))
    .write('reports/unit-2.xml', suite(passedCase, passedCase, skippedCase))
    .write('contract.xml', suite(passedCase))
    .write('empty.xml', suite())
    .write('page.xml', '<html/>')
    .write('broken.xml', '<testsuite>\n<testcase>')
    .write('dependencies.json', {
      checked: 214,
      pastEndOfLife: [{ name: 'log-lib', endOfLife: '2026-06-30' }],
    })
    .write('wrong.json', { checked: '214', pastEndOfLife: [] })
    .write(
      'evidence.yaml',
      'testResults:\n  - level: contract\n    tests: 48\n    failed: 0\n    environment: sandbox\nfacts:\n  - { name: line-coverage, value: 81.5, id: own }\n',
    )
    .write('misspelt.yaml', 'testResult: []\n')
    .write('list.yaml', 'facts: { name: x }\n')
    .write('no-yaml.yaml', 'facts:\n  - {\n');
  let portal: TestPortal;
  const argsOf = (args: readonly string[]) => [
    ...['evidence', 'push', '--portal', portal.url],
    ...args,
  ];
  const runIn = (env: Record<string, string>, args: readonly string[]) =>
    runHere(folder.path, argsOf(args), { TIELINE_TOKEN: 'secret', ...env });
  const runProcess = (args: readonly string[], input?: string) =>
    runTieline(folder.path, argsOf(args), { TIELINE_TOKEN: 'secret' }, input);
  const push = (...args: string[]) => runIn({}, ['tracking-mails', ...args]);
  const pushed = () => portal.asked.map(({ body }) => body);
  const answer = (given: Answer) => {
    portal.asked.length = 0;
    portal.answer = () => given;
  };

  beforeAll(async () => {
    portal = await TestPortal.start();
  });
  beforeEach(() => answer(receipt(unitTests)));
  afterAll(async () => {
    await portal.stop();
    folder.remove();
  });

  it('adds up the JUnit reports of a level, each once, and sends their counts with the token', async () => {
    const { code, stdout, stderr } = await runProcess([
      ...['tracking-mails', '--junit', 'unit=reports/*.xml'],
      ...['--junit', 'unit=reports/unit-1.xml'],
      ...['--junit', 'contract=contract.xml', '--environment', 'sandbox'],
    ]);
    expect([code, stderr]).toEqual([0, '']);
    expect(portal.asked).toEqual([
      {
        method: 'POST',
        path: `${path}?kind=integration`,
        token: 'Bearer secret',
        body: {
          testResults: [
            {
              level: 'unit',
              tests: 5,
              failed: 1,
              skipped: 1,
              environment: 'sandbox',
            },
            {
              level: 'contract',
              tests: 1,
              failed: 0,
              skipped: 0,
              environment: 'sandbox',
            },
          ],
        },
      },
    ]);
    expect(stdout).toBe(
      `✓ integration:default/tracking-mails 1 piece of evidence taken (1 note)

  integration:default/tracking-mails  note  test-results unit
    5 unit tests, 1 failed.

1 result: all taken.
`,
    );
  });

  it('takes all files of a folder', async () => {
    await push('--junit', 'unit=reports');
    expect(pushed()).toEqual([
      { testResults: [{ level: 'unit', tests: 5, failed: 1, skipped: 1 }] },
    ]);
  });

  it('pushes all that the options tell in one call, with what they say of all pieces', async () => {
    await push(
      ...['--tests', 'integration=31:0:2', '--environment', 'staging'],
      ...['--deployment', 'production', '--version', '1.2.3'],
      ...['--result', 'succeeded', '--rollout', 'canary'],
      ...['--canary', 'promoted', '--dependencies', 'dependencies.json'],
      ...['--fault-test', 'the shop answers after 60 s'],
      ...['--controls', 'timeout, retries', '--failed'],
      ...['--fact', 'line-coverage=81.5', '--fact', 'reviewed=true'],
      ...['--fact', 'node=1.10', '--fact', 'release="3"', '--fact', 'on=call'],
      ...['--id', 'build-17', '--at', '2026-11-27T10:30:00+01:00'],
      ...['--href', 'https://ci.example.com/17'],
    );
    const common = {
      id: 'build-17',
      at: '2026-11-27T09:30:00.000Z',
      href: 'https://ci.example.com/17',
    };
    expect(pushed()).toEqual([
      {
        testResults: [
          {
            ...{ level: 'integration', tests: 31, failed: 0, skipped: 2 },
            environment: 'staging',
            ...common,
          },
        ],
        deployments: [
          {
            ...{ environment: 'production', version: '1.2.3' },
            ...{ result: 'succeeded', rollout: 'canary', canary: 'promoted' },
            ...common,
          },
        ],
        dependencies: [
          {
            checked: 214,
            pastEndOfLife: [{ name: 'log-lib', endOfLife: '2026-06-30' }],
            ...common,
          },
        ],
        faultTests: [
          {
            scenario: 'the shop answers after 60 s',
            controls: ['timeout', 'retries'],
            passed: false,
            environment: 'staging',
            ...common,
          },
        ],
        facts: [
          { name: 'line-coverage', value: 81.5, ...common },
          { name: 'reviewed', value: true, ...common },
          { name: 'node', value: '1.10', ...common },
          { name: 'release', value: '3', ...common },
          { name: 'on', value: 'call', ...common },
        ],
      },
    ]);
  });

  it('takes a whole push from a file or standard input, and fills in only what is left out', async () => {
    const expected = {
      testResults: [
        {
          ...{ level: 'contract', tests: 48, failed: 0 },
          environment: 'sandbox',
          id: 'build-17',
        },
      ],
      facts: [{ name: 'line-coverage', value: 81.5, id: 'own' }],
    };
    await push('--file', 'evidence.yaml', '--id', 'build-17');
    await runProcess(
      ['tracking-mails', '--file', '-', '--environment', 'staging'],
      JSON.stringify(expected),
    );
    expect(pushed()).toEqual([expected, expected]);
  });

  it('says where the run can be looked at, in a CI server', async () => {
    await runIn({ CI_JOB_URL: 'https://gitlab.com/shop/-/jobs/17' }, [
      ...['tracking-mails', '--tests', 'unit=1:0'],
    ]);
    expect(pushed()[0].testResults[0].href).toBe(
      'https://gitlab.com/shop/-/jobs/17',
    );
  });

  it.each([
    [['edge-gateway', '--platform'], 'default/edge-gateway?kind=resource'],
    [['resource:net/edge'], 'net/edge?kind=resource'],
    [['integration:shop/mails'], 'shop/mails?kind=integration'],
  ])('tells of %j', async (args, target) => {
    await runIn({}, [...args, '--tests', 'unit=1:0']);
    expect(portal.asked[0].path).toBe(
      `/api/integration-governance/v1/evidence/${target}`,
    );
  });

  it('is fine with what the portal knows already', async () => {
    answer(receipt({ ...unitTests, isNew: false }));
    const { code, stdout } = await push('--tests', 'unit=5:1', '--id', 'x');
    expect(code).toBe(0);
    expect(stdout).toContain('1 piece of evidence taken, 1 known already');
    expect(stdout).toContain('5 unit tests, 1 failed (known already).');
  });

  it('warns of what does not count, and ends with 1 only where it has to count', async () => {
    answer(receipt(noTests));
    const { code, stdout } = await push('--junit', 'unit=empty.xml');
    expect(code).toBe(0);
    expect(stdout).toContain('warning  test-results unit');
    expect(stdout).toContain('It does not count: No test ran');
    expect(pushed()[0].testResults[0].tests).toBe(0);
    const strict = await push('--junit', 'unit=empty.xml', '--strict');
    expect([strict.code, strict.stdout]).toEqual([
      1,
      expect.stringContaining('1 with evidence that does not count.'),
    ]);
  });

  it('writes what was taken for other programs', async () => {
    answer(receipt(noTests));
    const { stdout } = await push('--tests', 'unit=0:0', '--json', '--strict');
    expect(JSON.parse(stdout)).toMatchObject({
      outcome: 'violations',
      command: 'evidence push',
      subjects: [
        { name: 'integration:default/tracking-mails', evidence: [noTests] },
      ],
    });
    const { stdout: markdown } = await push(
      ...['--tests', 'unit=0:0', '--format', 'markdown'],
    );
    expect(markdown).toContain('### tieline evidence push: Evidence taken');
  });

  it.each<[string[], RegExp]>([
    [[], /There is no evidence to push\.\n.*--junit/],
    [['--junit', 'unit=nothing.xml'], /nothing\.xml: There is no file/],
    [['--junit', 'unit=nothing/*.xml'], /No file is called nothing\/\*\.xml/],
    [['--junit', 'unit=page.xml'], /page\.xml: This is no JUnit report/],
    [
      ['--junit', 'unit=broken.xml'],
      /broken\.xml: .*line \d is no XML: .*[^.]\.\n/,
    ],
    [['--junit', 'smoke=contract.xml'], /--junit.*unit, integration, contract/],
    [['--junit', 'contract.xml'], /The level is one of/],
    [['--tests', 'unit=5'], /--tests.*LEVEL=TOTAL:FAILED/],
    [['--tests', 'unit=1:1:1'], /1 failed and 1 skipped are more than 1/],
    [
      ['--tests', 'unit=1:0', '--junit', 'unit=contract.xml'],
      /two results of the level unit: --junit unit=contract\.xml and --tests unit=1:0/,
    ],
    [['--deployment', 'production'], /--deployment needs --result/],
    [['--deployment', 'a', '--deployment', 'b'], /given twice; a came before/],
    [['--version', '1'], /--version belongs to --deployment/],
    [['--result', 'done'], /--result.*succeeded, failed, rolled-back/],
    [
      [
        ...['--deployment', 'production', '--result', 'succeeded'],
        ...['--rollout', 'flag', '--canary', 'promoted'],
      ],
      /--canary promoted .* --rollout is flag/,
    ],
    [['--dependencies', 'wrong.json'], /wrong\.json: .*\n.*"checked": 214/],
    [['--dependencies', 'no-yaml.yaml'], /no-yaml\.yaml:3:1: /],
    [
      ['--fault-test', 'x'],
      /needs --controls, --passed or --failed, --environment/,
    ],
    [['--passed'], /--passed belongs to --fault-test/],
    [['--fault-test', 'x', '--controls', 'luck'], /luck is none of repeating/],
    [['--fault-test', 'x', '--passed', '--failed'], /--passed.*--failed/],
    [['--fact', 'Coverage=1'], /begins with a small letter/],
    [['--fact', 'x=[1]'], /a text, a number, true or false/],
    [['--fact', 'x=1', '--environment', 'y'], /--environment.*there are none/],
    [['--fact', 'x=1', '--at', 'yesterday'], /with its time zone/],
    [['--fact', 'x=1', '--href', 'ci/17'], /begins with http/],
    [['--file', 'misspelt.yaml'], /misspelt\.yaml: .*testResult\.\n.*faultT/],
    [['--file', 'list.yaml'], /list\.yaml: facts is no list/],
    [['--file', '-'], /standard input: There is no evidence in it/],
    [['--format', 'sarif', '--fact', 'x=1'], /sarif/],
  ])('ends with 2 for %j, and asks nobody', async (args, reason) => {
    const { code, stdout, stderr } = await push(...args);
    expect([code, stdout, stderr]).toEqual([
      2,
      '',
      expect.stringMatching(reason),
    ]);
    expect(stderr).toContain('What to do: ');
    expect(portal.asked).toEqual([]);
  });

  it.each([
    ['component:default/x', /name of an Integration/],
    ['integration:default/x', /is an Integration/],
  ])('ends with 2 for --platform %s', async (name, reason) => {
    const { code, stderr } = await runIn({}, [
      ...[name, '--platform', '--fact', 'x=1'],
    ]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(reason)]);
  });

  it.each([
    [
      errorAnswer(400, 'InputError', 'testResults[0] has 3 failed of only 1'),
      /evidence\.yaml, testResults\[0\]: The portal can not take it: .*of only 1/,
    ],
    [
      errorAnswer(400, 'InputError', '/body/facts/0/name must match pattern'),
      /evidence\.yaml, facts\[0\]: /,
    ],
    [
      errorAnswer(404, 'NotFoundError', 'x'),
      /knows no integration:default\/tracking-mails\./,
    ],
    [{ status: 404, body: '<html></html>' }, /plugin integration-governance/],
    [errorAnswer(401, 'AuthenticationError', 'x'), /token in TIELINE_TOKEN/],
    [
      errorAnswer(403, 'NotAllowedError', 'x'),
      /Give it integration\.evidence\.push of the plugin integration-governance/,
    ],
    [errorAnswer(413, 'PayloadTooLargeError', 'x'), /in several calls/],
    [errorAnswer(503, 'ServiceUnavailableError', 'x'), /answered with 503/],
    [{ status: 200, body: {} }, /something else than a receipt/],
  ])('ends with 2 where the portal answers %j', async (given, reason) => {
    answer(given);
    const { code, stdout, stderr } = await push('--file', 'evidence.yaml');
    expect([code, stdout, stderr]).toEqual([
      2,
      '',
      expect.stringMatching(reason),
    ]);
  });

  it('ends with 2 where the portal is away', async () => {
    const { code, stderr } = await push(
      ...['--fact', 'x=1', '--portal', 'http://127.0.0.1:1'],
    );
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('can not be reached'),
    ]);
  });
});
