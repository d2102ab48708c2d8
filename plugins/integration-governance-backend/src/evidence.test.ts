import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  carefulSpec,
  integration,
  surroundings,
} from './__testUtils__/landscape';
import { startGovernance, until } from './__testUtils__/startGovernance';

// Generous, for machines that are busy with other suites.
jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const DAY_MS = 86_400_000;
const daysAgo = (days: number) =>
  new Date(Date.now() - days * DAY_MS).toISOString();
const careful = '/v1/evidence/default/careful';
const unitTests = (tests: number, failed = 0, rest: object = {}) => ({
  testResults: [{ level: 'unit', tests, failed, ...rest }],
});

describe.each(databases.eachSupportedId())(
  'evidence that is told, on %s',
  databaseId => {
    let running: Awaited<ReturnType<typeof startGovernance>>;

    beforeAll(async () => {
      running = await startGovernance(await databases.init(databaseId), {
        entities: [
          ...surroundings,
          integration('careful', { ...carefulSpec, criticality: 'critical' }),
          integration('other', {
            ...carefulSpec,
            criticality: 'critical',
            via: ['edge-gateway'],
          }),
        ],
      });
      await running.settled();
    });

    afterEach(() => {
      running.world.decisions = {};
    });

    afterAll(() => running.stop());

    const outcome = async (checkId: string, name = 'careful') => {
      const { body } = await running.get(`/v1/scorecard/default/${name}`);
      return body.outcomes.find((one: any) => one.checkId === checkId);
    };

    it('counts no more as soon as it has run out, and is looked at no more after', async () => {
      const knex = await databases.init(databaseId);
      const own = await startGovernance(knex, {
        entities: [...surroundings, integration('careful', carefulSpec)],
      });
      await own.settled();
      await own.post(careful, unitTests(120));
      const result = async () => {
        const { body } = await own.get('/v1/scorecard/default/careful');
        return body.outcomes.find(
          (one: any) => one.checkId === 'delivery-unit-tests',
        );
      };
      expect(await result()).toMatchObject({ result: 'pass' });
      const head = () =>
        knex('scores')
          .where('entity_ref', 'integration:default/careful')
          .first();
      expect(new Date((await head()).expires_at).getTime()).toBeGreaterThan(
        Date.now(),
      );
      // Half a year passes.
      await knex('evidence_pieces').update({ at: new Date(daysAgo(180)) });
      await knex('scores').update({ expires_at: new Date(daysAgo(1)) });
      const late = await until(result, ({ result: now }) => now !== 'pass');
      expect(late.result).toBe('unmeasured');
      expect(late.reason).toContain('good for 90 days');
      const [piece] = late.evidence;
      expect(piece.value).toContain('120 unit tests');
      await until(head, row => {
        const { expires_at: next } = row;
        return next === null || new Date(next).getTime() > Date.now();
      });
      await own.stop();
    });

    it('turns a check from unmeasured to pass and to fail, and says because of what', async () => {
      expect(await outcome('delivery-unit-tests')).toMatchObject({
        result: 'unmeasured',
        nextStep: { command: expect.stringContaining('default/careful') },
      });
      const first = await running.post(
        careful,
        unitTests(120, 0, { href: 'https://ci.example.com/7', id: 'run-7' }),
      );
      expect(first.status).toBe(200);
      expect(first.body.accepted).toEqual([
        {
          id: expect.any(String),
          type: 'test-results',
          subject: 'unit',
          value: '120 unit tests, all passed',
          isNew: true,
          counts: true,
        },
      ]);
      expect(await outcome('delivery-unit-tests')).toMatchObject({
        result: 'pass',
        evidence: [
          {
            value: '120 unit tests, all passed',
            grade: 'tested',
            href: 'https://ci.example.com/7',
          },
        ],
      });
      await running.post(careful, unitTests(120, 3));
      expect(await outcome('delivery-unit-tests')).toMatchObject({
        result: 'fail',
        reason: '3 of 120 unit tests failed.',
      });
      const { body } = await running.get('/v1/scorecard/default/careful');
      const [last] = body.transitions.filter(
        (one: any) => one.checkId === 'delivery-unit-tests',
      );
      expect(last).toMatchObject({
        from: 'pass',
        to: 'fail',
        evidence: [{ value: '120 unit tests, 3 failed' }],
      });
    });

    it('takes what is sent again only once', async () => {
      const again = { ...unitTests(5, 0, { id: 'run-8', at: daysAgo(1) }) };
      const [first, second] = [
        await running.post(careful, again),
        await running.post(careful, again),
      ];
      expect(first.body.accepted[0].isNew).toBe(true);
      expect(second.body.accepted[0]).toMatchObject({
        id: first.body.accepted[0].id,
        isNew: false,
      });
    });

    it('keeps a run without tests, and what comes late, as history that no check looks at', async () => {
      const path = '/v1/evidence/default/other';
      await running.post(path, unitTests(8, 0, { at: daysAgo(1) }));
      const empty = await running.post(path, unitTests(0));
      expect(empty.body.accepted[0]).toMatchObject({
        counts: false,
        because: 'No test ran: that shows nothing',
      });
      const late = await running.post(
        path,
        unitTests(9, 9, { at: daysAgo(2) }),
      );
      expect(late.body.accepted[0]).toMatchObject({ counts: false });
      expect((await outcome('delivery-unit-tests', 'other')).result).toBe(
        'pass',
      );
      const all = await running.get(path);
      expect(all.body.totalItems).toBe(3);
      expect(
        all.body.items.map((item: any) => [
          item.value,
          item.supersededAt !== undefined,
        ]),
      ).toEqual([
        ['0 unit tests, all passed', true],
        ['8 unit tests, all passed', false],
        ['9 unit tests, 9 failed', true],
      ]);
      const current = await running.get(`${path}?current=true`);
      expect(current.body.items).toHaveLength(1);
      const first = await running.get(`${path}?limit=2`);
      const next = await running.get(
        `${path}?limit=2&cursor=${first.body.pageInfo.nextCursor}`,
      );
      expect(next.body.items).toEqual([all.body.items[2]]);
      expect(next.body.pageInfo.nextCursor).toBeUndefined();
      const forged = Buffer.from('{"at":"never","id":"x"}').toString(
        'base64url',
      );
      expect((await running.get(`${path}?cursor=${forged}`)).status).toBe(400);
    });

    it('lets integrations inherit what is told of their platform', async () => {
      expect((await outcome('failure-retries', 'other')).result).toBe(
        'unmeasured',
      );
      const { status } = await running.post(
        '/v1/evidence/default/edge-gateway?kind=resource',
        {
          faultTests: [
            {
              scenario: 'the target is down',
              controls: ['retries'],
              passed: true,
              environment: 'staging',
            },
          ],
        },
      );
      expect(status).toBe(200);
      expect(await outcome('failure-retries', 'other')).toMatchObject({
        result: 'pass',
        inheritedFrom: 'resource:default/edge-gateway',
      });
      expect((await outcome('failure-retries')).result).toBe('unmeasured');
    });

    it.each([
      ['nothing', {}, /There is no evidence in it/],
      [
        'neither counts nor a report',
        { testResults: [{ level: 'unit' }] },
        /testResults\[0\] needs/,
      ],
      ['more failures than tests', unitTests(1, 2), /only 1 tests/],
      ['both', unitTests(1, 0, { junit: '<testsuite/>' }), /has both/],
      [
        'no report',
        { testResults: [{ level: 'unit', junit: 'x' }] },
        /testResults\[0\]\.junit: line 1/,
      ],
      [
        'the future',
        unitTests(1, 0, { at: daysAgo(-1) }),
        /testResults\[0\]\.at is in the future/,
      ],
      [
        'an address that no browser opens',
        unitTests(1, 0, { href: 'ftp://ci.example.com/1' }),
        /testResults\[0\]\.href/,
      ],
      [
        'an unknown level',
        { testResults: [{ level: 'smoke', tests: 1, failed: 0 }] },
        /level/,
      ],
      [
        'an unknown control',
        {
          faultTests: [
            {
              scenario: 's',
              controls: ['luck'],
              passed: true,
              environment: 'e',
            },
          ],
        },
        /controls/,
      ],
      ['a name with blanks', { facts: [{ name: 'a b', value: 1 }] }, /name/],
    ])('refuses %s and names the field', async (_what, body, message) => {
      const response = await running.post(careful, body);
      expect(response.status).toBe(400);
      expect(response.body.error.message).toMatch(message);
    });

    it('takes all of a request or nothing', async () => {
      const before = await running.get(careful);
      await running.post(careful, {
        facts: [{ name: 'backups', value: true }],
        testResults: [{ level: 'unit', tests: 1, failed: 2 }],
      });
      const after = await running.get(careful);
      expect(after.body.totalItems).toBe(before.body.totalItems);
    });

    it('answers 404 for what is not in the catalog, and 403 without the permission', async () => {
      const unknown = await running.post(
        '/v1/evidence/default/nothing',
        unitTests(1),
      );
      expect(unknown.status).toBe(404);
      expect(unknown.body.error.message).toContain(
        'integration:default/nothing',
      );
      running.world.decisions = {
        'integration.evidence.push': { result: AuthorizeResult.DENY },
      };
      const denied = await running.post(careful, unitTests(1));
      expect(denied.status).toBe(403);
      expect(denied.body.error.message).toContain('integration.evidence.push');
    });

    describe('by people', () => {
      const path = '/v1/attestations/default/careful/failure-drill';
      const body = {
        holds: true,
        statement: 'The broker was stopped for 10 min',
      };
      const asPipeline = mockCredentials.service.header();

      it('is dated and signed, counts at once, and can be taken back', async () => {
        const { body: record, status } = await running.put(path, body);
        expect(status).toBe(200);
        expect(record).toMatchObject({
          type: 'attestation',
          grade: 'attested',
          by: 'user:default/mock',
        });
        expect(await outcome('failure-drill')).toMatchObject({
          result: 'pass',
          evidence: [{ grade: 'attested', source: 'user:default/mock' }],
        });
        // A later word about an earlier day counts all the same.
        await running.put(path, {
          ...body,
          holds: false,
          on: daysAgo(10).slice(0, 10),
        });
        expect((await outcome('failure-drill')).result).toBe('fail');
        expect((await running.remove(path)).status).toBe(204);
        expect((await outcome('failure-drill')).result).toBe('unmeasured');
        expect((await running.remove(path)).status).toBe(404);
      });

      it.each([
        [
          'what has to be shown',
          'delivery-unit-tests',
          body,
          /takes evidence that is tested/,
        ],
        ['an unknown check', 'no-such-check', body, /no check no-such-check/],
        [
          'a day to come',
          'failure-drill',
          { ...body, on: daysAgo(-3).slice(0, 10) },
          /in the future/,
        ],
        [
          'silence',
          'failure-drill',
          { ...body, statement: '  ' },
          /statement is empty/,
        ],
      ])('refuses %s', async (_what, checkId, given, message) => {
        const response = await running.put(
          `/v1/attestations/default/careful/${checkId}`,
          given,
        );
        expect(response.status).toBe(400);
        expect(response.body.error.message).toMatch(message);
      });

      it('is no machine’s, and takes a permission', async () => {
        const response = await running
          .put(path, body)
          .set('Authorization', asPipeline);
        expect(response.status).toBe(403);
        expect(response.body.error.message).toContain('signed by a person');
        running.world.decisions = {
          'integration.evidence.attest': { result: AuthorizeResult.DENY },
        };
        expect((await running.put(path, body)).status).toBe(403);
      });
    });

    it('goes with the entity that it is of', async () => {
      const { world } = running;
      world.entities = world.entities.filter(
        ({ metadata }) => metadata.name !== 'other',
      );
      const gone = await until(
        () => running.get('/v1/evidence/default/other'),
        ({ status }) => status === 404,
      );
      expect(gone.body.error.message).toContain('other');
    });
  },
);
