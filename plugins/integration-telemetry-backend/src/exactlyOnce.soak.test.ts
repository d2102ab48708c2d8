import {
  CampaignDatabase,
  createPostgres,
  createSqlite,
  postgresForTests,
} from './__testUtils__/campaignDatabase';
import {
  everythingOnce,
  killRepeatedly,
  mistakesIn,
  runCampaign,
} from './__testUtils__/campaigns';
import { Seeded } from './__testUtils__/seeded';
import { startTcpProxy } from './__testUtils__/startTcpProxy';

jest.setTimeout(900_000);

const KILLS = 20;
/** Longer than it takes to merge what was acknowledged, so that kills hit that too. */
const LONGEST_LIFE_MS = 4_000;
const OUTAGE_MS = 60_000;

const seed = Number(process.env.TIELINE_SEED ?? 20261123);
const wait = (ms: number) =>
  new Promise<void>(resolve => setTimeout(resolve, ms));

const atAnyMoment = (random: Seeded) => () =>
  wait(random.between(0, LONGEST_LIFE_MS));

function killUnderLoad(database: CampaignDatabase, replicas: number) {
  return runCampaign({
    database,
    seed,
    replicas,
    disturb: (campaign, receivers, random) =>
      killRepeatedly(KILLS, campaign, receivers, atAnyMoment(random), random),
  }).finally(database.remove);
}

describe(`what a sender repeats until it is acknowledged (seed ${seed})`, () => {
  it(`is counted once where the receiver is killed ${KILLS} times under load, on SQLite`, async () => {
    const report = await killUnderLoad(await createSqlite(), 1);
    expect(mistakesIn(report)).toEqual([]);
    expect(report.counted).toEqual(everythingOnce(report));
  });
});

const describeOnPostgres = postgresForTests ? describe : describe.skip;

describeOnPostgres(
  `what a sender repeats until it is acknowledged (seed ${seed})`,
  () => {
    it.each([
      [1, `the receiver is killed ${KILLS} times under load, on PostgreSQL`],
      [2, `the repeat may reach another replica, and either is killed`],
    ])('is counted once with %i where %s', async replicas => {
      const database = createPostgres(postgresForTests!);
      const report = await killUnderLoad(database, replicas);
      expect(mistakesIn(report)).toEqual([]);
      expect(report.counted).toEqual(everythingOnce(report));
    });

    it.each([
      ['is down', 'cut'],
      ['answers nothing', 'fallSilent'],
    ] as const)(
      'is counted once where PostgreSQL %s for a minute',
      async (_, trouble) => {
        const { hostname, port } = new URL(postgresForTests!);
        const proxy = await startTcpProxy(hostname, Number(port || 5432));
        const database = createPostgres(postgresForTests!, proxy.port);
        const report = await runCampaign({
          database,
          seed,
          async disturb(campaign) {
            await campaign.progress(200);
            await proxy[trouble]();
            await wait(OUTAGE_MS);
            await proxy.mend();
            await campaign.progress(200);
          },
        }).finally(async () => {
          await proxy.stop();
          await database.remove();
        });
        expect(mistakesIn(report)).toEqual([]);
        expect(report.counted).toEqual(everythingOnce(report));
        expect(report.refusals).toBeGreaterThan(0);
      },
    );
  },
);
