import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runTieline } from './testUtils/runTieline';
import { orderSchema } from './testUtils/schemas';
import { TestFolder } from './testUtils/TestFolder';

jest.setTimeout(60_000);

describe('tieline contracts check, between two files', () => {
  const folder = new TestFolder()
    .write('old.json', orderSchema(['id']))
    .write('new.json', orderSchema(['id', 'quantity']))
    .write('wider.yaml', 'type: object\nproperties:\n  id: { type: string }\n')
    .write('broken.json', '{\n  "type": "object",\n}')
    .write('list.json', '[1, 2]');
  const check = (...args: string[]) =>
    runTieline(folder.path, ['contracts', 'check', ...args]);

  afterAll(() => folder.remove());

  it('shows every violation with rule, severity, both places and advice, and ends with 1', async () => {
    const { code, stdout, stderr } = await check('old.json', 'new.json');
    expect(code).toBe(1);
    expect(stdout).toContain('✗ new.json breaks old.json under BACKWARD');
    expect(stdout).toMatch(/new\.json:11:3 {2}error {2}required-added/);
    expect(stdout).toContain('Before: old.json:11:3');
    expect(stdout).toMatch(/→ \w+/);
    expect(stdout).not.toContain('\u001b');
    expect(stderr).toBe('');
  });

  it('ends with 0 where the change may follow', async () => {
    const { code, stdout } = await check('new.json', 'old.json');
    expect([code, stdout]).toEqual([
      0,
      expect.stringContaining('✓ old.json may follow new.json'),
    ]);
  });

  it('judges under the mode and policy that are asked for', async () => {
    const { code, stdout } = await check(
      ...['new.json', 'old.json', '--mode', 'forward', '--policy', 'strict'],
    );
    expect(code).toBe(1);
    expect(stdout).toContain('under FORWARD, strict');
  });

  it('gives the same as JSON', async () => {
    const { code, stdout } = await check(
      ...['old.json', 'new.json', '--format', 'json'],
    );
    const report = JSON.parse(stdout);
    expect(code).toBe(1);
    expect(report.outcome).toBe('violations');
    expect(report.subjects[0].judged).toEqual({
      format: 'json-schema',
      mode: 'BACKWARD',
      policy: 'semantic',
      comparedWith: ['old.json'],
    });
    expect(report.subjects[0].findings[0]).toMatchObject({
      ruleId: 'required-added',
      place: { file: 'new.json', line: 11, column: 3 },
      pointer: '/required',
      earlier: { file: 'old.json', pointer: '/required' },
    });
  });

  it('writes a report into a file and shows text all the same', async () => {
    const { code, stdout } = await check(
      ...['old.json', 'new.json', '--format', 'markdown'],
      ...['--output', 'comment.md'],
    );
    const written = readFileSync(join(folder.path, 'comment.md'), 'utf8');
    expect(code).toBe(1);
    expect(stdout).toContain('✗ new.json');
    expect(written).toMatch(/^<!-- tieline contracts check -->\n/);
    expect(written).toContain('| error | `new.json:11:3`');
  });

  it.each([
    [['old.json', 'broken.json'], /broken\.json:3:1: .*no valid JSON/],
    [['old.json', 'nowhere.json'], /nowhere\.json: There is no file/],
    [['old.json', 'list.json'], /list\.json is of no format that is known/],
    [['old.json'], /it takes two files, OLD NEW; 1 are given/],
    [['old.json', 'new.json', '--mode', 'SIDEWAYS'], /--mode SIDEWAYS/],
    [['old.json', 'new.json', '--policy', 'kind'], /--policy <policy>/],
    [['old.json', 'new.json', '--format', 'xml'], /--format <format>/],
    [['old.json', 'new.json', '--format-of', 'xsd'], /The format xsd/],
    [['old.json', 'new.json', '--time-limit', '0'], /--time-limit <seconds>/],
    [['old.json', 'new.json', '--colour'], /unknown option '--colour'/],
    [['--contract', 'orders', 'new.json'], /--contract <registry\/subject>/],
    [['--contract', 'a/b', 'new.json'], /--portal is missing/],
    [['old.json', 'new.json', '--output', 'no/r.md'], /--output: no\/r\.md/],
  ])('ends with 2, the reason and the way out: %j', async (args, reason) => {
    const { code, stdout, stderr } = await check(...args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(reason);
    expect(stderr).toMatch(/\n {2}What to do: [A-Z`'"a-z-].+\n/);
  });
});

describe('tieline contracts check, of what is hostile', () => {
  const folder = new TestFolder();
  const nested = (depth: number) =>
    `${'{"type":"array","items":'.repeat(depth)}{}${'}'.repeat(depth)}`;
  const check = (...args: string[]) =>
    runTieline(folder.path, ['contracts', 'check', ...args]);

  beforeAll(() => {
    folder
      .init()
      .write('a.json', '{"type": "string"}')
      .write('large.json', `{"enum": [${'{"a":[]},'.repeat(1_000_000)}{}]}`)
      .write('deep.json', nested(200_000))
      .write('specs/a.json', '{"type": "string"}')
      .write('specs/b.json', '{"type": "string"}')
      .commit('One');
    folder
      .write('specs/a.json', nested(200_000))
      .write('specs/b.json', '{"type": "string", "maxLength": 3}');
  });
  afterAll(() => folder.remove());

  it('ends with 2 where a text takes longer than is allowed', async () => {
    const startedMs = Date.now();
    const { code, stderr } = await check(
      ...['a.json', 'large.json', '--format-of', 'json-schema'],
      ...['--time-limit', '0.1'],
    );
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /large\.json can not be judged: The text takes longer than 0\.1 seconds to judge\./,
    );
    expect(stderr).toContain('--time-limit gives it more time.');
    expect(Date.now() - startedMs).toBeLessThan(30_000);
  });

  it('ends with 2 where a text is nested beyond measure, and judges the rest', async () => {
    const files = await check('a.json', 'deep.json');
    expect([files.code, files.stderr]).toEqual([
      2,
      expect.stringMatching(/deep\.json can not be judged: .*nested deeper/),
    ]);
    const { code, stdout, stderr } = await check(
      ...['--against', 'HEAD', '--', 'specs'],
    );
    expect(code).toBe(2);
    expect(stderr).toMatch(/specs\/a\.json.*nested deeper/);
    expect(stdout).toContain('✗ specs/b.json breaks HEAD:specs/b.json');
  });
});

describe('tieline contracts check, between Git revisions', () => {
  const folder = new TestFolder().init();
  const check = (...args: string[]) =>
    runTieline(folder.path, ['contracts', 'check', ...args]);

  beforeAll(() => {
    folder
      .write('specs/orders.json', orderSchema(['id']))
      .write('specs/moved.json', orderSchema(['id'], { a: {}, b: {}, c: {} }))
      .write('specs/gone.json', { type: 'string', maxLength: 7 })
      .write('specs/same.json', { type: 'integer' })
      .write('specs/package.json', { name: 'x' })
      .commit('One');
    folder.git('checkout', '-q', '-b', 'change');
    folder.git('mv', 'specs/moved.json', 'specs/new-name.json');
    folder.git('rm', '-q', 'specs/gone.json');
    folder
      .write('specs/orders.json', orderSchema(['id', 'quantity']))
      .write('specs/fresh.json', { type: 'array', items: { type: 'null' } })
      .write('specs/package.json', { name: 'y' })
      .write(
        'specs/new-name.json',
        orderSchema(['id'], { a: {}, b: {}, c: { type: 'string' } }),
      )
      .commit('Two');
  });
  afterAll(() => folder.remove());

  it('judges changed, moved, new and removed contracts, and says what it left out', async () => {
    const { code, stdout } = await check(
      '--git',
      'main..change',
      '--',
      'specs',
    );
    expect(code).toBe(1);
    expect(stdout).toContain(
      '✗ specs/orders.json breaks main:specs/orders.json',
    );
    expect(stdout).toContain(
      '✗ specs/new-name.json breaks main:specs/moved.json',
    );
    expect(stdout).toContain('✓ specs/fresh.json is new (JSON Schema)');
    expect(stdout).toContain('✗ specs/gone.json is gone');
    expect(stdout).toContain('contract-removed');
    expect(stdout).not.toContain('same.json');
    expect(stdout).toContain(
      'Left out: 1 changed file without a contract (specs/package.json).',
    );
  });

  it('compares a moved file with what it was, though only its new name is given', async () => {
    const { stdout } = await check(
      ...['--git', 'main..change', '--', 'specs/new-name.json'],
    );
    expect(stdout).toContain('breaks main:specs/moved.json');
  });

  it('lets a removed contract through where that is meant', async () => {
    const { code, stdout } = await check(
      ...['--git', 'main..change', '--allow-removed', '--', 'specs/gone.json'],
    );
    expect([code, stdout]).toEqual([
      0,
      expect.stringContaining('warning  contract-removed'),
    ]);
  });

  it('compares the working folder with where it parted from a branch', async () => {
    folder.git('checkout', '-q', 'main');
    folder
      .write('specs/orders.json', { type: 'object', description: 'loosened' })
      .commit('Main goes on');
    folder.git('checkout', '-q', 'change');
    folder
      .write('specs/orders.json', orderSchema(['id']))
      .write('specs/untracked.json', { type: 'null' });
    const { code, stdout } = await check(
      ...['--against', 'main', '--allow-removed', '--'],
      ...['specs/orders.json', 'specs/untracked.json', 'specs/same.json'],
    );
    expect(code).toBe(0);
    expect(stdout).not.toContain('orders.json');
    expect(stdout).toContain('✓ specs/untracked.json is new');
  });

  it('reports what could not be judged beside the rest, and ends with 2', async () => {
    folder.write('specs/orders.json', '{"type": ');
    const { code, stdout, stderr } = await check(
      ...['--against', 'change', '--format', 'json', '--', 'specs'],
    );
    folder.write('specs/orders.json', orderSchema(['id', 'quantity']));
    const report = JSON.parse(stdout);
    expect([code, report.outcome]).toEqual([2, 'unjudged']);
    expect(stderr).toMatch(/specs\/orders\.json:1:10: /);
    expect(report.subjects.map(({ name }: { name: string }) => name)).toEqual([
      'specs/orders.json',
      'specs/untracked.json',
    ]);
  });

  it.each([
    [['--git', 'main', '--', 'specs'], /--git main is no range/],
    [['--git', 'main..nowhere', '--', 'specs'], /no revision nowhere/],
    [['--against', '--all', '--', 'specs'], /no revision --all/],
    [['--git', 'main..change', '--', 'spex'], /no file spex in either/],
    [['--against', 'main'], /--against needs the paths/],
  ])('ends with 2 and the reason: %j', async (args, reason) => {
    const { code, stderr } = await check(...args);
    expect([code, stderr]).toEqual([2, expect.stringMatching(reason)]);
  });
});

describe('tieline --help', () => {
  it.each([
    [[], 'tieline contracts check'],
    [['contracts'], 'publish'],
    [['contracts', 'check'], '--against origin/main'],
    [['contracts', 'publish'], '--override'],
    [['contracts', 'import'], '--history specs/orders.yaml'],
    [['integrations', 'lint'], '--fail-on warning'],
  ])('after %j shows examples', async (args, text) => {
    const { code, stdout } = await runTieline('.', [...args, '--help']);
    expect([code, stdout]).toEqual([0, expect.stringContaining(text)]);
  });
});
