import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { onlyOwnedBy } from '../../__testUtils__/decisions';
import {
  health,
  integration,
  surroundings,
} from '../../__testUtils__/landscape';
import { doubledOrders } from '../../__testUtils__/reconciliation';
import { startDecisions } from '../../__testUtils__/startDecisions';
import { PriceBook } from '../../costs/PriceBook';
import { PriceListCostModel } from '../../costs/PriceListCostModel';

// Generous, for machines that are busy with other suites.
jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const PIPELINE = 'https://ci.example.com/prices';
const refOf = (name: string) => `integration:default/${name}`;
/** Forty calls a day, an answer within a second: point to point, nearly equal to a gateway. */
const few = {
  interaction: 'request',
  via: [],
  profile: { volumePerDay: 40, latency: '1s', consumers: 1 },
};

describe.each(databases.eachSupportedId())(
  'what would be decided differently today on %s',
  databaseId => {
    let running: Awaited<ReturnType<typeof startDecisions>>;

    beforeEach(async () => {
      running = await startDecisions(await databases.init(databaseId), {
        costs: new PriceListCostModel(
          await PriceBook.read(mockServices.rootConfig()),
        ),
        entities: [
          ...surroundings,
          integration('mesh', { ...few, type: 'service-mesh' }),
          integration('broker', {
            ...few,
            type: 'event-driven',
            owner: 'fulfilment',
            criticality: 'low',
            delivery: { pipeline: PIPELINE },
          }),
          integration('gateway', { ...few, type: 'api-gateway' }),
          integration('direct', { ...few, type: 'point-to-point' }),
          integration('bare', { interaction: 'request', profile: undefined }),
          integration('nightly', {
            interaction: 'batch',
            type: 'batch-file',
            owner: 'back-office',
            delivery: { pipeline: PIPELINE },
          }),
        ],
        health: [
          health('gateway', {
            ...{ at: '2026-11-22T08:00:00.000Z', calls: undefined },
            reconciliation: doubledOrders,
          }),
        ],
      });
      await running.runTask('reconsider');
    });

    afterEach(() => running.stop());

    const list = async (query = '') =>
      (await running.get(`/v1/reconsiderations?${query}`)).body;
    const namesOf = (body: any) =>
      body.items.map((one: any) => one.integration.name);
    const rowOf = async (name: string) =>
      (await list()).items.find((one: any) => one.integration.name === name);

    it('lists the greatest saving first, and what nobody can say last', async () => {
      const body = await list();
      expect(namesOf(body)).toEqual([
        'mesh',
        'direct',
        'broker',
        'gateway',
        'bare',
        'nightly',
      ]);
      const [mesh, direct, , gateway, bare] = body.items;
      expect(mesh).toMatchObject({
        pattern: 'service-mesh',
        recommended: 'point-to-point',
        rank: 5,
        isNearTie: false,
        reason: expect.stringMatching(/^It is behind point-to-point, .*\.$/),
        warnings: [{ id: 'over-engineering' }],
      });
      // The cheapest of one side against the dearest of the other.
      const against = { low: 'high', expected: 'expected', high: 'low' };
      for (const [end, other] of Object.entries(against)) {
        expect(mesh.difference[end]).toBeCloseTo(
          mesh.costRecommended[end] +
            mesh.costOfMoving[end] -
            mesh.costToday[other],
        );
      }
      expect(mesh.difference.expected).toBeLessThan(0);
      expect(direct).toMatchObject({
        rank: 1,
        recommended: 'point-to-point',
        difference: { low: 0, expected: 0, high: 0 },
      });
      expect(direct).not.toHaveProperty('costOfMoving');
      expect(gateway).toMatchObject({ rank: 2, isNearTie: true });
      expect(bare.missing).toContain('volumePerDay');
      expect(bare).not.toHaveProperty('recommended');
      expect(bare).not.toHaveProperty('difference');
    });

    it('counts what was spent on building no more, but on building anew', async () => {
      const mesh = await rowOf('mesh');
      const { body } = await running.post('/v1/recommendations', {
        profile: {
          interaction: 'request',
          volumePerDay: 40,
          latencyMs: 1_000,
          criticality: 'high',
          consumers: 1,
        },
      });
      const costOf = (pattern: string) =>
        body.ranked.find((one: any) => one.pattern === pattern);
      expect(mesh.costRecommended).toEqual(costOf('point-to-point').cost.total);
      expect(mesh.costOfMoving).toEqual(costOf('service-mesh').leaving.cost);
      expect(mesh.costToday.expected).toBeLessThan(
        costOf('service-mesh').cost.total.expected,
      );
    });

    it('counts, filters and pages; what is unknown neither differs nor not', async () => {
      const body = await list();
      const counts = { same: 1, nearTie: 1, different: 2, unknown: 2 };
      expect(body).toMatchObject({
        totalItems: 6,
        counts,
        currency: 'EUR',
        matrixVersion: '2026-11',
        prices: { own: 0 },
        comparedAt: expect.any(String),
      });
      const different = await list('differs=true');
      expect(namesOf(different)).toEqual(['mesh', 'broker']);
      expect(different.counts).toEqual(counts);
      expect(different.difference.expected).toBeCloseTo(
        different.items[0].difference.expected +
          different.items[1].difference.expected,
      );
      expect(namesOf(await list('differs=false'))).toEqual([
        'direct',
        'gateway',
      ]);
      const own = await list('owner=group:default/Fulfilment');
      expect(namesOf(own)).toEqual(['broker']);
      expect(own.counts).toMatchObject({ different: 1, unknown: 0 });
      expect(namesOf(await list('pattern=api-gateway'))).toEqual([
        'gateway',
        'bare',
      ]);
      expect(namesOf(await list('criticality=low&differs=false'))).toEqual([]);
      const first = await list('limit=4');
      const rest = await list(`limit=4&cursor=${first.pageInfo.nextCursor}`);
      expect(namesOf(rest)).toEqual(['bare', 'nightly']);
      expect(rest.pageInfo).not.toHaveProperty('nextCursor');
      expect((await running.get('/v1/reconsiderations?cursor=x')).status).toBe(
        400,
      );
    });

    it('warns of records that telemetry counts twice', async () => {
      expect((await rowOf('gateway')).warnings).toContainEqual(
        expect.objectContaining({
          id: 'doubled-records',
          detail: expect.stringMatching(
            /^142 orders more arrived than were sent/,
          ),
        }),
      );
    });

    it('says nothing of what may not be read, nor that it shares a pipeline', async () => {
      expect((await rowOf('broker')).warnings).toMatchObject([
        { id: 'over-engineering' },
        { id: 'mixed-pipeline' },
      ]);
      running.decisions['integration.read'] = onlyOwnedBy('fulfilment');
      const body = await list();
      expect(namesOf(body)).toEqual(['broker']);
      expect(body).toMatchObject({
        totalItems: 1,
        counts: { same: 0, nearTie: 0, different: 1, unknown: 0 },
      });
      expect(body.items[0].warnings).toMatchObject([
        { id: 'over-engineering' },
      ]);
    });

    it('says what the matrix says also where somebody decided otherwise, with the decision', async () => {
      const { body } = await running.post('/v1/decisions', {
        title: 'Mesh',
        pattern: 'service-mesh',
        reason: 'The mesh is there',
        entityRef: refOf('mesh'),
        profile: { interaction: 'request', volumePerDay: 40 },
      });
      expect(await rowOf('mesh')).toMatchObject({
        recommended: 'point-to-point',
        rank: 5,
        decisionId: body.id,
      });
      expect(running.evaluated.at(-1)).toEqual([refOf('mesh')]);
    });

    it('follows what the catalog says and telemetry shows', async () => {
      await running.projection.upsert([
        {
          ref: refOf('mesh'),
          entity: integration('mesh', { ...few, type: 'point-to-point' }, '2'),
        },
      ]);
      await running.follow([refOf('mesh')]);
      expect(await rowOf('mesh')).toMatchObject({
        pattern: 'point-to-point',
        rank: 1,
      });
      const before = running.evaluated.length;
      await running.runTask('reconsider');
      expect(running.evaluated).toHaveLength(before);
      await running.health.writeDifferences([
        health('bare', { at: '2026-11-22T08:00:00.000Z' }),
      ]);
      await running.runTask('reconsider');
      expect(await rowOf('bare')).toMatchObject({ recommended: 'api-gateway' });
      expect(running.evaluated.at(-1)).toEqual([refOf('bare')]);
    });
  },
);
