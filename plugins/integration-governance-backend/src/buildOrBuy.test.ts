import { TestDatabases } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { createConditionFactory } from '@backstage/plugin-permission-node';
import {
  integrationPermissionRules,
  integrationResourceRef,
} from '@tieline/plugin-integrations-node';
import { entity, integration, surroundings } from './__testUtils__/landscape';
import { startGovernance, until, World } from './__testUtils__/startGovernance';

// Generous, for machines that are busy with other suites.
jest.setTimeout(120_000);

const DAY_MS = 86_400_000;
const hasCriticality = createConditionFactory(
  integrationPermissionRules.hasCriticality,
);

const othersSystem = (name: string): Entity => ({
  ...entity('System', name),
  spec: { type: 'external-party' },
});

/** Small, patient and light. */
const easy = {
  targets: ['crm-cloud'],
  profile: { volumePerDay: 2_000, latency: '5s', transformation: 'light' },
};
const landscape: Entity[] = [
  ...surroundings,
  othersSystem('crm-cloud'),
  othersSystem('mail-cloud'),
  integration('contacts', { ...easy, owner: 'fulfilment' }),
  integration('mails', {
    targets: ['mail-cloud'],
    profile: { latency: '5s', transformation: 'none' },
    criticality: 'low',
  }),
  integration('prices', {
    ...easy,
    profile: { ...easy.profile, latency: '200ms', transformation: 'heavy' },
  }),
  integration('inside', { ...easy, targets: ['erp'] }),
  integration('new', { targets: ['crm-cloud'] }),
  integration('lost', { ...easy, targets: ['nobody-knows'] }),
];

const measured: Partial<World> = {
  entities: landscape,
  series: {
    mails: {
      source: 'metrics',
      side: 'caller',
      at: [
        new Date((Math.floor(Date.now() / DAY_MS) - 1) * DAY_MS).toISOString(),
      ],
      values: { throughputPerMinute: [100] },
    },
  },
};

/** The example in docs/costs.md. */
const asked = {
  integrations: 20,
  engineers: 2,
  connectors: 6,
  volumePerDay: 60_000,
  uniqueShare: 0.25,
};

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('build or buy on %s', databaseId => {
  let running: Awaited<ReturnType<typeof startGovernance>>;

  afterEach(() => running.stop());

  const start = async (given: Partial<World> = measured) => {
    running = await startGovernance(await databases.init(databaseId), given);
    await running.settled();
    await running.runTask('calculate-run-costs');
    await until(
      () => running.get('/v1/run-costs'),
      ({ body }) =>
        body.totalItems ===
        given.entities!.filter(({ kind }) => kind === 'Integration').length,
    );
  };
  const weigh = async (body: object) =>
    (await running.post('/v1/build-or-buy', body)).body;
  const optionOf = (body: any, id: string) =>
    body.options.find((option: any) => option.id === id);

  it('ranks and costs the three as in the worked example', async () => {
    await start();
    const body = await weigh(asked);
    expect(
      body.options.map((option: any) => [
        option.id,
        option.rank,
        option.score,
        option.nearTieWith,
        option.cost.total.expected,
      ]),
    ).toEqual([
      ['buy', 1, 72, 'both', 492_040],
      ['both', 2, 72, 'buy', 598_354.65],
      ['build', 3, 48, undefined, 1_024_098.6],
    ]);
    const [buy, both, build] = body.options;
    expect(buy.reason).toBe(
      'The simpler of near equals: Both: an iPaaS, and our own where it does not suit has 72 points, this 72.',
    );
    expect(both.reason).toBe('A near equal of Buy an iPaaS, which is simpler.');
    expect(build.reason).toBe(
      '24 points behind Buy an iPaaS; above all, 60,000 transactions a day don’t pay for building.',
    );
    expect(buy.speaksFor).toContain(
      '60,000 transactions a day are cheap on an iPaaS',
    );
    expect(
      build.cost.parts.map((part: any) => [part.id, part.range.expected]),
    ).toEqual([
      ['development', 440_000],
      ['maintenance', 384_000],
      ['infrastructure', 144_098.6],
      ['training', 32_000],
      ['licence', 0],
      ['connectors', 24_000],
    ]);
    expect(both.cost.parts[0].formula).toMatch(
      /× 15 light as ipaas \+ .* × 5 heavy as custom-code$/,
    );
    expect(
      body.answers.map(({ source }: { source: string }) => source),
    ).toEqual(Array(5).fill('asked'));
  });

  it('takes what was not answered from the portfolio, and says what nobody knows', async () => {
    await start();
    const body = await weigh({});
    expect(body.answers).toEqual([
      {
        field: 'engineers',
        value: null,
        source: 'unknown',
        unit: 'full-time people',
      },
      expect.objectContaining({
        field: 'connectors',
        value: 2,
        source: 'catalog',
      }),
      expect.objectContaining({ field: 'integrations', value: 6 }),
      expect.objectContaining({
        field: 'volumePerDay',
        value: expect.any(Number),
        source: 'telemetry, 30 days, 1 of 6 integrations',
      }),
      expect.objectContaining({
        field: 'uniqueShare',
        value: 0.2,
        source: 'catalog, 5 of 6 integrations',
      }),
    ]);
    // On one of the days since yesterday.
    expect(body.answers[3].value).toBeGreaterThan(47_000);
    expect(body.answers[3].value).toBeLessThanOrEqual(144_000);
  });

  it('leaves a question out that nobody can answer, and widens the cost', async () => {
    await start({ entities: [...surroundings] });
    const { uniqueShare, volumePerDay, ...rest } = asked;
    const body = await weigh(rest);
    // Of 55: 25 × 0.6 + 20 × 0.8 + 10 × 0.8.
    expect(optionOf(body, 'buy').score).toBe(70.9);
    const known = await Promise.all(
      [0, 1].map(share => weigh({ ...rest, uniqueShare: share })),
    );
    for (const id of ['buy', 'build', 'both']) {
      const { total, parts } = optionOf(body, id).cost;
      const [none, all] = known.map(one => optionOf(one, id).cost.total);
      expect(total.low).toBeLessThanOrEqual(Math.min(none.low, all.low));
      expect(total.high).toBeGreaterThanOrEqual(Math.max(none.high, all.high));
      expect(
        parts.some(({ formula }: any) =>
          formula.includes('without its volume, which nobody knows'),
        ),
      ).toBe(true);
    }
  });

  it('says which belong on the iPaaS, which do not, and which nobody can say', async () => {
    await start({
      ...measured,
      config: { buildOrBuy: { engineers: 3.5 } },
    });
    const { split, answers } = await weigh({});
    const told = (place: string) =>
      Object.fromEntries(
        split[place].map((one: any) => [one.integration.name, one.reason]),
      );
    expect(told('ipaas')).toEqual({
      contacts:
        'Crm-cloud is run by others; 2,000 a day are said to be few; 5 s are time enough; its transformation is light.',
    });
    expect(told('own')).toEqual({
      inside: 'Both ends are our own, so that ready connectors save nothing.',
      mails: expect.stringContaining('a day are more than the 50,000'),
      prices:
        '200 ms are too little for an iPaaS; its transformation is heavy.',
    });
    expect(told('unknown')).toEqual({
      lost: 'Nobody knows who runs both of its ends.',
      new: 'Nobody knows how much goes over it and how fast it has to be and how heavy its transformation is.',
    });
    expect(answers[0]).toMatchObject({ value: 3.5, source: 'configuration' });
  });

  it('knows only what may be read, of the part that was asked for', async () => {
    await start();
    const owned = await weigh({ owner: ['group:default/fulfilment'] });
    expect(owned.answers[2].value).toBe(1);
    running.world.decisions = {
      'integration.read': {
        result: AuthorizeResult.CONDITIONAL,
        pluginId: 'integration-governance',
        resourceType: integrationResourceRef.resourceType,
        conditions: hasCriticality({ criticalities: ['low'] }),
      },
    };
    const body = await weigh({});
    expect(body.answers[2].value).toBe(1);
    expect(JSON.stringify(body.split)).not.toContain('contacts');
    const none = await running.post('/v1/build-or-buy', {
      owner: ['group:default/fulfilment'],
    });
    expect(none.status).toBe(400);
    expect(none.body.error.message).toContain('integrations is missing');
    const wrong = await running.post('/v1/build-or-buy', { uniqueShare: 2 });
    expect(wrong.status).toBe(400);
    expect(JSON.stringify(wrong.body)).toContain('uniqueShare');
  });
});
