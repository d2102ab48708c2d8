import { TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  integrationPermissionRules,
  integrationResourceRef,
} from '@tieline/plugin-integrations-node';
import { createConditionFactory } from '@backstage/plugin-permission-node';
import { startGovernance, World } from './__testUtils__/startGovernance';
import {
  carefulSpec,
  health,
  integration,
  surroundings,
} from './__testUtils__/landscape';

// Generous, for machines that are busy with other suites.
jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const now = () => new Date().toISOString();
const hasCriticality = createConditionFactory(
  integrationPermissionRules.hasCriticality,
);
const names = (body: any): string[] =>
  body.items.map((item: any) => item.integration.name);

/** Five integrations that differ in what lists filter and sort by. */
const landscape = (): Partial<World> => ({
  entities: [
    ...surroundings,
    integration('careful', carefulSpec),
    integration('failing-high'),
    integration('failing-critical', {
      criticality: 'critical',
      owner: 'fulfilment',
    }),
    integration('ownerless', { owner: undefined, criticality: 'low' }),
    integration('unclear', {
      type: 'no such pattern',
      criticality: undefined,
      via: [],
      targets: ['warehouse'],
    }),
  ],
  health: [
    health('careful', { at: now(), p95Ms: 50 }),
    health('failing-high', { at: now(), status: 'failing', p95Ms: 900 }),
    health('failing-critical', { at: now(), status: 'failing', p95Ms: 300 }),
    health('ownerless', {
      at: now(),
      status: 'unknown',
      p95Ms: null,
      errorRate: null,
      throughputPerMinute: null,
    }),
  ],
});

describe.each(databases.eachSupportedId())(
  'the list of integrations on %s',
  databaseId => {
    let running: Awaited<ReturnType<typeof startGovernance>>;

    beforeAll(async () => {
      running = await startGovernance(
        await databases.init(databaseId),
        landscape(),
      );
      await running.settled();
    });

    afterEach(() => {
      running.world.decisions = {};
    });

    afterAll(async () => {
      await running.stop();
    });

    const list = async (query = '') => {
      const response = await running.get(`/v1/integrations${query}`);
      expect(response.status).toBe(200);
      return response.body;
    };

    it('comes worst first, then most critical, with facets, health, score and findings', async () => {
      const page = await list();
      expect(names(page)).toEqual([
        'failing-critical',
        'failing-high',
        'ownerless',
        'unclear',
        'careful',
      ]);
      const [first, , ownerless, unclear, careful] = page.items;
      expect(first.health.calls.p95Ms).toBe(300);
      expect(ownerless.integration.ownerRef).toBeUndefined();
      expect(unclear).not.toHaveProperty('health');
      expect(unclear.findings).toBe(1);
      expect(careful.findings).toBe(0);
      expect(careful.integration).toMatchObject({
        ownerRef: 'group:default/fulfilment',
        domainRef: 'domain:default/sales',
        viaRefs: ['resource:default/kafka-main'],
      });
      expect(
        careful.score.answers.map((answer: any) => answer.questionId),
      ).toEqual([
        'inventory',
        'observability',
        'contracts',
        'delivery',
        'failure-handling',
        'classification',
        'review',
        'retirement',
      ]);
      expect(careful.score.yes).toBeGreaterThan(first.score.yes);
      expect(page.counts).toEqual({
        integrations: 5,
        systems: 3,
        teams: 2,
        platforms: 2,
      });
      expect(page.healthReadAt).toEqual(expect.any(String));
      expect(page).not.toHaveProperty('healthNotReadSince');
    });

    it.each([
      ['?orderBy=name&direction=desc', 'unclear', 'careful'],
      // What is missing comes last, whatever the direction.
      ['?orderBy=p95', 'careful', 'unclear'],
      ['?orderBy=p95&direction=desc', 'failing-high', 'unclear'],
      ['?orderBy=criticality&direction=desc', 'failing-critical', 'unclear'],
      ['?orderBy=pattern&direction=desc', 'careful', 'unclear'],
      ['?orderBy=owner', 'failing-high', 'ownerless'],
      ['?orderBy=score&direction=desc', 'careful', undefined],
      ['?orderBy=status&direction=desc', 'careful', 'failing-high'],
    ])('%s begins with %s and ends with %s', async (query, first, last) => {
      const found = names(await list(query));
      expect(found[0]).toBe(first);
      expect(last ?? found[4]).toBe(found[4]);
    });

    it.each(['status', 'name', 'throughput', 'errors', 'source', 'score'])(
      'pages through the order by %s without losing or repeating any',
      async orderBy => {
        const whole = names(await list(`?orderBy=${orderBy}`));
        const paged: string[] = [];
        let cursor: string | undefined = '';
        while (cursor !== undefined) {
          const page: any = await list(
            `?orderBy=${orderBy}&limit=2${cursor && `&cursor=${cursor}`}`,
          );
          expect(page.totalItems).toBe(5);
          paged.push(...names(page));
          cursor = page.pageInfo.nextCursor;
        }
        expect(paged).toEqual(whole);
        expect(new Set(paged).size).toBe(5);
      },
    );

    it.each([
      ['?status=failing', ['failing-critical', 'failing-high']],
      ['?status=unknown', ['ownerless', 'unclear']],
      [
        '?status=failing&status=healthy&criticality=high',
        ['failing-high', 'careful'],
      ],
      ['?owner=none', ['ownerless']],
      [
        '?owner=none&owner=group:default/fulfilment',
        ['failing-critical', 'ownerless', 'careful'],
      ],
      ['?via=resource:default/kafka-main', ['careful']],
      ['?via=none', ['unclear']],
      ['?interaction=event', ['careful']],
      ['?domain=domain:default/sales&pattern=event-driven', ['careful']],
      ['?text=KAFKA.example', ['careful']],
      ['?text=fail%25', []],
    ])('%s finds %j', async (query, expected) => {
      const page = await list(query);
      expect(names(page)).toEqual(expected);
      expect(page.totalItems).toBe(expected.length);
    });

    it('counts each facet under the filters of the others', async () => {
      const { facets } = await list('?status=failing&criticality=high');
      expect(facets.status).toEqual([
        { value: 'failing', count: 1 },
        { value: 'healthy', count: 1 },
      ]);
      expect(facets.criticality).toEqual([
        { value: 'critical', count: 1 },
        { value: 'high', count: 1 },
      ]);
      const everything = (await list()).facets;
      expect(everything.owner).toContainEqual({ value: 'none', count: 1 });
      expect(everything.pattern).toContainEqual({ value: 'none', count: 1 });
      expect(everything.via).toContainEqual({
        value: 'resource:default/edge-gateway',
        count: 3,
      });
    });

    it('is narrowed to what the caller may read, in counts and facets too', async () => {
      running.world.decisions['integration.read'] = {
        result: AuthorizeResult.CONDITIONAL,
        pluginId: 'integration-governance',
        resourceType: integrationResourceRef.resourceType,
        conditions: hasCriticality({ criticalities: ['critical'] }),
      } as any;
      const page = await list();
      expect(names(page)).toEqual(['failing-critical']);
      expect(page.totalItems).toBe(1);
      expect(page.counts).toMatchObject({ integrations: 1, teams: 1 });
      expect(page.facets.owner).toEqual([
        { value: 'group:default/fulfilment', count: 1 },
      ]);
      const other = await running.get('/v1/scorecard/default/careful');
      expect(other.status).toBe(404);
      const portfolio = await running.get('/v1/scorecard');
      expect(portfolio.body.total.integrations).toBe(1);
    });

    it('is refused to a caller who may read nothing', async () => {
      running.world.decisions['integration.read'] = {
        result: AuthorizeResult.DENY,
      };
      for (const path of [
        '/v1/integrations',
        '/v1/scorecard',
        '/v1/scorecard/default/careful',
        '/v1/checklist',
        '/v1/evaluations/some-id',
      ]) {
        expect((await running.get(path)).status).toBe(403);
      }
    });

    it.each([
      '?limit=0',
      '?limit=501',
      '?status=broken',
      '?sort=name',
      '?cursor=made-up',
    ])('answers %s with 400 and says what is wrong', async query => {
      const response = await running.get(`/v1/integrations${query}`);
      expect(response.status).toBe(400);
      expect(response.body.error.name).toBe('InputError');
      expect(response.body.error.message).not.toBe('');
    });

    it('does not take a cursor into another order', async () => {
      const { pageInfo } = await list('?limit=1&orderBy=name');
      const response = await running.get(
        `/v1/integrations?orderBy=score&cursor=${pageInfo.nextCursor}`,
      );
      expect(response.status).toBe(400);
      expect(response.body.error.message).toContain('begin without a cursor');
    });
  },
);
