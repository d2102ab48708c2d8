import { runTieline } from './testUtils/runTieline';
import { orderSchema } from './testUtils/schemas';
import { TestFolder } from './testUtils/TestFolder';
import { Answer, errorAnswer, TestPortal } from './testUtils/TestPortal';
import { brokenVerdict, fineVerdict, wireVersion } from './testUtils/wire';

jest.setTimeout(60_000);

const contract = 'catalog/api:default/orders';
const contractPath =
  '/api/integration-contracts/v1/contracts/catalog/api%3Adefault%2Forders';

describe('tieline with a portal', () => {
  const folder = new TestFolder().write(
    'orders.json',
    orderSchema(['id', 'quantity']),
  );
  let portal: TestPortal;
  const run = (command: string, ...args: string[]) =>
    runTieline(
      folder.path,
      ['contracts', command, '--portal', `${portal.url}/`, ...args],
      { TIELINE_TOKEN: 'secret', OTHER: 'other-secret' },
    );
  const answer = (given: Answer) => {
    portal.asked.length = 0;
    portal.answer = () => given;
  };

  beforeAll(async () => {
    portal = await TestPortal.start();
  });
  afterAll(async () => {
    await portal.stop();
    folder.remove();
  });

  describe('check', () => {
    const check = (...args: string[]) =>
      run('check', '--contract', contract, 'orders.json', ...args);

    it('sends text and contract with the token, and shows whom it breaks', async () => {
      answer({ status: 200, body: brokenVerdict });
      const { code, stdout } = await check('--policy', 'strict');
      expect(portal.asked).toEqual([
        {
          method: 'POST',
          path: '/api/integration-contracts/v1/checks',
          token: 'Bearer secret',
          body: {
            text: expect.stringContaining('"quantity"'),
            contract: { registry: 'catalog', subject: 'api:default/orders' },
            policy: 'strict',
          },
        },
      ]);
      expect(code).toBe(1);
      expect(stdout).toContain('✗ orders.json breaks 1.4.0 of catalog/api:');
      expect(stdout).toContain('orders.json:11:3  error  required-added');
      expect(stdout).toContain(`Before: 1.4.0:${contract}:9:3`);
      expect(stdout).toContain('Concerns: integration:default/order-events');
      expect(stdout).toContain('owned by group:default/fulfilment');
    });

    it('takes the token from the variable that is named', async () => {
      answer({ status: 200, body: fineVerdict });
      const { code } = await check('--token-env', 'OTHER');
      expect([code, portal.asked[0].token]).toEqual([0, 'Bearer other-secret']);
    });

    it('lets a contract be new only where that is said', async () => {
      answer(errorAnswer(404, 'NotFoundError', 'No such contract'));
      const refused = await check();
      expect([refused.code, refused.stderr]).toEqual([
        2,
        expect.stringMatching(/knows no contract .*\n.*--allow-new/),
      ]);
      const { code, stdout } = await check('--allow-new');
      expect([code, stdout]).toEqual([
        0,
        expect.stringContaining('is the first version'),
      ]);
    });

    it.each([
      [
        errorAnswer(400, 'InputError', 'Line 3, column 7: No such type.'),
        /orders\.json:3:7: .*No such type/,
      ],
      [errorAnswer(401, 'AuthenticationError', 'x'), /token in TIELINE_TOKEN/],
      [
        errorAnswer(403, 'NotAllowedError', 'Unauthorized'),
        /integration\.contract\.check/,
      ],
      [errorAnswer(503, 'ServiceUnavailableError', 'x'), /answered with 503/],
      [{ status: 404, body: '<html></html>' }, /no such address/],
      [{ status: 200, body: '<html></html>' }, /something else than JSON/],
      [{ status: 200, body: {} }, /something else than a verdict/],
    ])('ends with 2 where the portal answers %j', async (given, reason) => {
      answer(given);
      const { code, stdout, stderr } = await check('--allow-new');
      expect([code, stdout, stderr]).toEqual([
        2,
        '',
        expect.stringMatching(reason),
      ]);
      expect(stderr).toContain('What to do: ');
    });

    it('ends with 2 where the portal is away, or never answers', async () => {
      const away = await check('--portal', 'http://127.0.0.1:1');
      expect([away.code, away.stderr]).toEqual([
        2,
        expect.stringContaining('http://127.0.0.1:1 can not be reached'),
      ]);
      const silent = await TestPortal.start();
      silent.answer = () => new Promise(() => {});
      const late = await check('--portal', silent.url, '--timeout', '0.2');
      await silent.stop();
      expect([late.code, late.stderr]).toEqual([
        2,
        expect.stringContaining('did not answer within 0.2 seconds'),
      ]);
    });

    it('ends with 2 where there is no token', async () => {
      const { code, stderr } = await check('--token-env', 'NOTHING');
      expect([code, stderr]).toEqual([
        2,
        expect.stringContaining('NOTHING holds no token'),
      ]);
    });
  });

  describe('publish', () => {
    const publish = (...args: string[]) =>
      run('publish', 'orders.json', '--contract', contract, ...args);

    it('publishes with what the options say, and tells who was told', async () => {
      answer({
        status: 201,
        body: {
          version: wireVersion('2.0.0', { verdict: 'overridden' }),
          alreadyKnown: false,
          verdict: brokenVerdict,
          told: ['group:default/fulfilment'],
        },
      });
      const { code, stdout } = await publish(
        ...['--version', '2.0.0', '--changelog', 'Quantity', '--title', 'O'],
        ...['--override', 'They moved', '--source-url', 'https://x.example/1'],
      );
      expect(portal.asked).toMatchObject([
        {
          method: 'POST',
          path: `${contractPath}/versions`,
          body: {
            source: 'pipeline',
            version: '2.0.0',
            changelog: 'Quantity',
            title: 'O',
            override: { reason: 'They moved' },
            sourceUrl: 'https://x.example/1',
          },
        },
      ]);
      expect(code).toBe(0);
      expect(stdout).toContain(`published as version 2.0.0 of ${contract}`);
      expect(stdout).toContain('warning  required-added');
      expect(stdout).toContain('Told: group:default/fulfilment');
    });

    it('says that nothing is new', async () => {
      answer({
        status: 200,
        body: {
          version: wireVersion('1.4.0'),
          alreadyKnown: true,
          verdict: fineVerdict,
          told: [],
        },
      });
      const { code, stdout } = await publish();
      expect([code, stdout]).toEqual([
        0,
        expect.stringContaining('says the same as version 1.4.0'),
      ]);
      expect(portal.asked[0].body).not.toHaveProperty('override');
    });

    it('shows a refusal like a check, and ends with 1', async () => {
      answer(
        errorAnswer(409, 'ConflictError', '2 breaks it', {
          verdict: brokenVerdict,
        }),
      );
      const { code, stdout } = await publish();
      expect(code).toBe(1);
      expect(stdout).toContain('✗ orders.json is refused: it breaks 1.4.0');
      expect(stdout).toContain('orders.json:11:3  error  required-added');
    });

    it('ends with 2 where the name is taken', async () => {
      answer(errorAnswer(409, 'ConflictError', 'There is a version 2'));
      const { code, stderr } = await publish('--version', '2');
      expect([code, stderr]).toEqual([
        2,
        expect.stringMatching(/There is a version 2\n.*--version/),
      ]);
    });
  });
});
