import {
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
import { startTcpProxy } from './__testUtils__/startTcpProxy';

jest.setTimeout(120_000);

// The campaigns that take minutes are in exactlyOnce.soak.test.ts.
describe('what a sender repeats until it is acknowledged', () => {
  it('is counted once where the receiver is killed under load', async () => {
    const database = await createSqlite();
    const report = await runCampaign({
      database,
      seed: 20261123,
      disturb: (campaign, receivers, random) =>
        killRepeatedly(
          2,
          campaign,
          receivers,
          () => campaign.progress(random.between(20, 80)),
          random,
        ),
    }).finally(database.remove);
    expect(mistakesIn(report)).toEqual([]);
    expect(report.counted).toEqual(everythingOnce(report));
  });
});

const describeOnPostgres = postgresForTests ? describe : describe.skip;

describeOnPostgres('what a sender repeats until it is acknowledged', () => {
  it('is counted once where PostgreSQL is gone for a while', async () => {
    const { hostname, port } = new URL(postgresForTests!);
    const proxy = await startTcpProxy(hostname, Number(port || 5432));
    const database = createPostgres(postgresForTests!, proxy.port);
    const report = await runCampaign({
      database,
      seed: 20261124,
      async disturb(campaign) {
        await campaign.progress(30);
        await proxy.cut();
        await campaign.refused(10);
        await proxy.mend();
        await campaign.progress(30);
      },
    }).finally(async () => {
      await proxy.stop();
      await database.remove();
    });
    expect(mistakesIn(report)).toEqual([]);
    expect(report.counted).toEqual(everythingOnce(report));
  });
});
