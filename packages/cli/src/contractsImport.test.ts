import { Publication } from '@tieline/plugin-integrations-common/contracts';
import { runTieline } from './testUtils/runTieline';
import { orderSchema } from './testUtils/schemas';
import { TestFolder } from './testUtils/TestFolder';
import { Answer, errorAnswer, TestPortal } from './testUtils/TestPortal';
import { fineVerdict, wireVersion } from './testUtils/wire';

jest.setTimeout(60_000);

/** Keeps what is published, as the API would. */
class Shelf {
  readonly published: Publication[] = [];
  /** After so many publications the portal is away. */
  breaksAfter = Infinity;

  answer(method: string, body: Publication): Answer | undefined {
    if (method === 'GET') {
      const allVersions = this.published
        .map(({ source, changelog, publishedAt }, at) =>
          wireVersion(String(at + 1), { source, changelog, publishedAt }),
        )
        .reverse();
      return allVersions.length > 0
        ? { status: 200, body: { allVersions } }
        : undefined;
    }
    if (this.published.length >= this.breaksAfter) {
      return errorAnswer(503, 'ServiceUnavailableError', 'Restarting');
    }
    this.published.push(body);
    const version = wireVersion(String(this.published.length));
    return {
      status: 201,
      body: { version, alreadyKnown: false, verdict: fineVerdict, told: [] },
    };
  }
}

describe('tieline contracts import --history', () => {
  const folder = new TestFolder().init();
  let portal: TestPortal;
  let shelf: Shelf;
  let commits: string[];
  const run = (file = 'specs/orders.json') =>
    runTieline(
      folder.path,
      [
        ...['contracts', 'import', '--history', file],
        ...['--contract', 'kafka/orders', '--portal', portal.url],
      ],
      { TIELINE_TOKEN: 'secret' },
    );

  beforeAll(async () => {
    portal = await TestPortal.start();
    const first = orderSchema(['id'], { a: {}, b: {}, c: {}, d: {} });
    const name = 'old/orders.json';
    commits = [
      folder.write(name, first).commit('First', '2024-03-01T10:00:00+02:00'),
      // Says the same in another order.
      folder
        .write(name, Object.fromEntries(Object.entries(first).reverse()))
        .commit('Tidy up', '2024-04-01T10:00:00Z'),
      folder.write(name, '{ "type": ').commit('Oops', '2024-05-01T10:00:00Z'),
      folder
        .write(name, orderSchema(['id', 'quantity'], { a: {}, b: {}, c: {} }))
        .commit('Second\n\nQuantity is needed.', '2024-06-01T10:00:00Z'),
    ];
    folder.git('mv', 'old', 'specs');
    commits.push(folder.commit('Move', '2024-07-01T10:00:00Z'));
    folder.write('specs/orders.json', { type: 'object' });
    commits.push(folder.commit('Third', '2024-08-01T10:00:00Z'));
    folder.git(
      'remote',
      'add',
      'origin',
      'https://u:pw@git.example.com/s/o.git',
    );
  });
  beforeEach(() => {
    shelf = new Shelf();
    portal.answer = ({ method, body }) => shelf.answer(method, body);
  });
  afterAll(async () => {
    await portal.stop();
    folder.remove();
  });

  it('publishes each distinct text oldest first, with date, author, message and commit', async () => {
    const { code, stdout, stderr } = await run();
    expect(code).toBe(0);
    expect(shelf.published).toMatchObject([
      {
        source: 'git',
        publishedAt: '2024-03-01T08:00:00.000Z',
        changelog: `First\n\nCommit ${commits[0]} by Ada`,
        sourceUrl: `https://git.example.com/s/o/commit/${commits[0]}`,
        override: { reason: expect.stringMatching(/^History: /) },
      },
      {
        publishedAt: '2024-06-01T10:00:00.000Z',
        changelog: `Second\n\nQuantity is needed.\n\nCommit ${commits[3]} by Ada`,
      },
      { publishedAt: '2024-08-01T10:00:00.000Z' },
    ]);
    expect(stderr).toMatch(/\[1\/6\] 2024-03-01 .* published as version 1\n/);
    expect(stderr).toMatch(/\[2\/6\] 2024-04-01 .* says the same as before\n/);
    expect(stderr).toMatch(/\[3\/6\] 2024-05-01 .* left out\n/);
    expect(stdout).toContain('3 versions of kafka/orders published from 6');
    expect(stdout).toContain(
      `${commits[2].slice(0, 8)}:old/orders.json:1:11  warning  unreadable-history`,
    );
  });

  it('goes on where it stopped, and then has nothing more to do', async () => {
    shelf.breaksAfter = 2;
    const stopped = await run();
    expect([stopped.code, stopped.stderr]).toEqual([
      2,
      expect.stringMatching(/503: Restarting\n.*goes on where it stopped/),
    ]);
    shelf.breaksAfter = Infinity;
    const resumed = await run();
    expect(resumed.code).toBe(0);
    expect(resumed.stderr).toMatch(/\[4\/6\] .* known already\n/);
    expect(shelf.published.map(({ publishedAt }) => publishedAt)).toEqual([
      '2024-03-01T08:00:00.000Z',
      '2024-06-01T10:00:00.000Z',
      '2024-08-01T10:00:00.000Z',
    ]);
    const again = await run();
    expect([again.code, shelf.published.length]).toEqual([0, 3]);
    expect(again.stdout).toContain('0 versions of kafka/orders');
  });

  it('does not publish anew what came before a pipeline’s version', async () => {
    await run();
    shelf.published.push({
      text: '{}',
      source: 'pipeline',
      publishedAt: '2024-09-01T00:00:00.000Z',
    });
    const { code } = await run();
    expect([code, shelf.published.length]).toEqual([0, 4]);
  });

  it('publishes what came before versions from elsewhere', async () => {
    shelf.published.push({
      text: '{}',
      source: 'pipeline',
      publishedAt: '2026-01-01T00:00:00.000Z',
    });
    const { code } = await run();
    expect([code, shelf.published.length]).toEqual([0, 4]);
  });

  it('ends with 2 where Git has no such file', async () => {
    const { code, stderr } = await run('specs/nothing.json');
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('Git has no history of specs/nothing.json'),
    ]);
  });
});
