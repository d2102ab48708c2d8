import { TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  carefulSpec,
  driftItem,
  health,
  integration,
  surroundings,
} from './__testUtils__/landscape';
import { startGovernance, until, World } from './__testUtils__/startGovernance';

// Generous, for machines that are busy with other suites.
jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const DAY_MS = 86_400_000;
const dayAgo = (days: number) =>
  new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);
const policy = '/v1/organisation-documents/deprecation-policy';
const complete = () => ({
  href: 'https://wiki.example.com/deprecation',
  ownerRef: 'group:default/checkout',
  reviewedOn: dayAgo(30),
});

describe.each(databases.eachSupportedId())(
  'what the organisation answers for the whole, on %s',
  databaseId => {
    let running: Awaited<ReturnType<typeof startGovernance>>;
    let knex: Awaited<ReturnType<typeof databases.init>>;

    const start = async (world: Partial<World> = {}) => {
      knex = await databases.init(databaseId);
      running = await startGovernance(knex, {
        entities: [
          ...surroundings,
          integration('careful', carefulSpec),
          integration('plain'),
        ],
        ...world,
      });
      await running.settled();
    };
    const answers = async () => {
      const { body } = await running.get('/v1/organisation-answers');
      return Object.fromEntries(
        body.items.map((item: any) => [item.questionId, item]),
      );
    };

    afterEach(() => running.stop());

    it('counts what is declared among all that was seen, by number and by traffic', async () => {
      await start({
        health: [
          { name: 'careful', perMinute: 9 },
          { name: 'plain', perMinute: 1 },
        ].map(({ name, perMinute }) =>
          health(name, {
            at: new Date().toISOString(),
            throughputPerMinute: perMinute,
          }),
        ),
        drift: [
          driftItem('one', { callsLastDay: 1_600 }),
          driftItem('two', { callsLastDay: 0 }),
          driftItem('silent', { kind: 'silent', callsLastDay: 7 }),
        ],
      });
      const { inventory } = await until(
        answers,
        ({ inventory: { shares } }) => shares?.[1].whole === 16_000,
      );
      expect(inventory).toMatchObject({
        state: 'not-yet',
        reason: '2 of 4 were observed and are declared nowhere.',
        shares: [
          { part: 2, whole: 4 },
          { part: 14_400, whole: 16_000, unit: 'calls a day' },
        ],
        evidence: [{ grade: 'observed' }],
        nextStep: { href: '/drift' },
      });
      running.world.drift = [];
      await until(
        answers,
        ({ inventory: { state, nextStep } }) =>
          state === 'yes' && nextStep === undefined,
      );
    });

    it('knows nothing of the inventory for who may not read drift, and before telemetry answered', async () => {
      await start({
        telemetryIsUp: false,
        decisions: {
          'integration.drift.read': { result: AuthorizeResult.DENY },
        },
      });
      const denied = (await answers()).inventory;
      expect(denied.state).toBe('unmeasured');
      expect(denied.reason).toMatch(/may not read/);
      running.world.decisions = {};
      expect((await answers()).inventory).toMatchObject({
        state: 'unmeasured',
        reason: 'Telemetry has not said yet what it observed.',
      });
    });

    it('is yes for a document once it is there, owned, and reviewed in time', async () => {
      await start();
      expect((await answers()).retirement).toMatchObject({
        state: 'not-yet',
        reason: 'Deprecation policy: nobody said where it is.',
        documentId: 'deprecation-policy',
        nextStep: { text: expect.any(String) },
      });
      const reasonAfter = async (record: object) => {
        const { status } = await running.put(policy, record);
        expect(status).toBe(200);
        const { state, reason } = (await answers()).retirement;
        return [state, reason];
      };
      const { ownerRef, reviewedOn, ...rest } = complete();
      expect(await reasonAfter(rest)).toEqual([
        'not-yet',
        'Deprecation policy has no owner.',
      ]);
      expect(await reasonAfter({ ...rest, ownerRef })).toEqual([
        'not-yet',
        'Deprecation policy was never reviewed.',
      ]);
      expect(
        await reasonAfter({ ...complete(), reviewedOn: dayAgo(400) }),
      ).toEqual([
        'not-yet',
        `Deprecation policy was to be reviewed by ${dayAgo(35)}.`,
      ]);
      const [state] = await reasonAfter({ ...complete(), title: 'How we end' });
      expect(state).toBe('yes');
      expect((await answers()).retirement).toMatchObject({
        reason: expect.stringContaining('How we end is owned'),
        evidence: [{ grade: 'attested', source: 'user:default/mock' }],
        document: { ownerRef, reviewedOn, reviewEveryDays: 365 },
      });
      expect(running.auditor.createEvent).toHaveBeenCalledWith(
        expect.objectContaining({ eventId: 'document-record' }),
      );
      // The catalog loses the owner.
      running.world.entities = running.world.entities.filter(
        ({ metadata }) => metadata.name !== 'checkout',
      );
      await until(answers, ({ retirement }) =>
        retirement.reason.includes('which the catalog does not know'),
      );
    });

    it('takes a document from the configuration until somebody records a newer review', async () => {
      await start({
        config: {
          documents: {
            decisionMatrix: {
              title: 'Our matrix',
              href: '/docs/matrix',
              owner: 'group:default/Checkout',
              reviewedOn: dayAgo(20),
              reviewEvery: { days: 180 },
            },
          },
        },
      });
      const matrix = '/v1/organisation-documents/decision-matrix';
      expect((await answers()).classification).toMatchObject({
        state: 'yes',
        evidence: [{ grade: 'declared', source: 'configuration' }],
        document: { title: 'Our matrix', reviewEveryDays: 180 },
      });
      await running.put(matrix, { ...complete(), reviewedOn: dayAgo(40) });
      expect((await answers()).classification.document.title).toBe(
        'Our matrix',
      );
      await running.put(matrix, { ...complete(), reviewedOn: dayAgo(2) });
      expect((await answers()).classification.document).toMatchObject({
        title: 'Decision matrix',
        recordedBy: 'user:default/mock',
      });
    });

    it('says how many of the new integrations came from the template or are documented', async () => {
      await start();
      expect((await answers()).delivery.shares).toEqual([
        expect.objectContaining({ part: 1, whole: 2 }),
      ]);
      await knex('transitions')
        .where('entity_ref', 'integration:default/plain')
        .update({ at: new Date(Date.now() - 400 * DAY_MS) });
      expect((await answers()).delivery.shares).toEqual([
        expect.objectContaining({ part: 1, whole: 1 }),
      ]);
    });

    it('refuses what can’t be right by the field’s name, and whoever may not', async () => {
      await start();
      const refusal = async (record: object, path = policy) => {
        const { status, body } = await running.put(path, record);
        return [status, body.error.message];
      };
      expect(await refusal({ ...complete(), href: 'ftp://x' })).toEqual([
        400,
        expect.stringMatching(/^href is ftp:\/\/x/),
      ]);
      expect(await refusal({ ...complete(), href: '//evil.example' })).toEqual([
        400,
        expect.stringMatching(/^href/),
      ]);
      expect(
        await refusal({ ...complete(), ownerRef: 'group:default/nobody' }),
      ).toEqual([400, expect.stringMatching(/^ownerRef/)]);
      expect(await refusal({ ...complete(), reviewedOn: dayAgo(-2) })).toEqual([
        400,
        expect.stringMatching(/^reviewedOn is in the future/),
      ]);
      const [status] = await refusal(
        complete(),
        '/v1/organisation-documents/something-else',
      );
      expect(status).toBe(400);
      running.world.decisions = {
        'integration.document.manage': { result: AuthorizeResult.DENY },
      };
      expect((await refusal(complete()))[0]).toBe(403);
      const { body } = await running.get('/v1/organisation-answers');
      expect(body.mayRecord).toBe(false);
    });
  },
);
