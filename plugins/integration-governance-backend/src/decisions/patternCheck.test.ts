import { TestDatabases } from '@backstage/backend-test-utils';
import {
  carefulSpec,
  health,
  integration,
  surroundings,
} from '../__testUtils__/landscape';
import { startGovernance, until } from '../__testUtils__/startGovernance';

// Generous, for machines that are busy with other suites.
jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const events = {
  interaction: 'event',
  targets: ['erp', 'warehouse'],
  profile: {
    volumePerDay: 144_000,
    latency: '5s',
    delivery: 'at-least-once',
    ordering: 'per-key',
    consumers: 3,
  },
};

describe.each(databases.eachSupportedId())(
  'the check of the pattern on %s',
  databaseId => {
    let running: Awaited<ReturnType<typeof startGovernance>>;

    beforeEach(async () => {
      running = await startGovernance(await databases.init(databaseId), {
        entities: [
          ...surroundings,
          integration('careful', carefulSpec),
          integration('gateway', { ...events, type: 'api-gateway' }),
          integration('broker', { ...events, type: 'event-driven' }),
          integration('bare', { decision: { reason: 'It was there' } }),
        ],
        health: [health('gateway', { at: new Date().toISOString() })],
      });
      await running.settled();
    });

    afterEach(() => running.stop());

    const outcomeOf = async (name: string, id: string) => {
      const { body } = await running.get(`/v1/scorecard/default/${name}`);
      return body.outcomes.find(({ checkId }: any) => checkId === id);
    };

    it('passes with what was taken over from the catalog, and says that it is declared', async () => {
      expect(
        await outcomeOf('careful', 'classification-pattern'),
      ).toMatchObject({
        result: 'pass',
        evidence: [
          {
            value: 'Three teams read at their own pace.',
            grade: 'declared',
            href: expect.stringMatching(/^\/decisions\/.+/),
          },
        ],
      });
    });

    it('passes with the ranking, and fails with the way to decide, until somebody has', async () => {
      expect(await outcomeOf('broker', 'classification-pattern')).toMatchObject(
        {
          result: 'pass',
          evidence: [{ source: 'decision matrix 2026-11' }],
        },
      );
      expect(
        await outcomeOf('gateway', 'classification-pattern'),
      ).toMatchObject({
        result: 'fail',
        reason: expect.stringContaining('recommends event-driven'),
        nextStep: { href: '/decide?integration=default/gateway' },
      });
      const { status, body } = await running.post('/v1/decisions', {
        title: 'Gateway',
        pattern: 'api-gateway',
        reason: 'The partner takes nothing but webhooks',
        entityRef: 'integration:default/gateway',
        profile: { interaction: 'event', volumePerDay: 10_000 },
      });
      expect(status).toBe(201);
      expect(
        await outcomeOf('gateway', 'classification-pattern'),
      ).toMatchObject({
        result: 'pass',
        evidence: [
          {
            value: 'The partner takes nothing but webhooks',
            grade: 'attested',
            href: `/decisions/${body.id}`,
          },
        ],
      });
      const volume = await until(
        () => outcomeOf('gateway', 'classification-volume'),
        ({ result }) => result !== 'unmeasured',
      );
      expect(volume).toMatchObject({
        result: 'fail',
        reason: expect.stringContaining('what the decision of'),
      });
    });

    it('is unmeasured where too little is known, whatever YAML says', async () => {
      expect(await outcomeOf('bare', 'classification-pattern')).toMatchObject({
        result: 'unmeasured',
        nextStep: { href: '/decide?integration=default/bare' },
      });
    });
  },
);
