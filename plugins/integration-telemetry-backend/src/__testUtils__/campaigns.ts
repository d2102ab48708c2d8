import { Campaign } from './Campaign';
import { CampaignDatabase, readCounted } from './campaignDatabase';
import { campaignEntities } from './campaignLoad';
import { Seeded } from './seeded';
import { Receiver } from './startReceiver';

const CATALOG_WAIT_MS = 30_000;

/** What came of a campaign. */
export interface CampaignReport {
  acknowledged: number;
  repeats: number;
  refusals: number;
  /** Addresses of receivers that never answered. */
  silentDoors: string[];
  wrongs: string[];
  sent: Campaign['sent'];
  counted: Awaited<ReturnType<typeof readCounted>>;
}

/** Asks until it knows the integrations: until then their calls are nobody's. */
async function knowsCatalog({ doors, authorization }: Receiver): Promise<void> {
  const url = doors[0].replace(/\/otlp$/, '/v1/health');
  const endMs = Date.now() + CATALOG_WAIT_MS;
  for (;;) {
    const response = await fetch(url, {
      headers: { Authorization: authorization },
    });
    const page = (await response.json()) as { totalItems?: number };
    if (page.totalItems === campaignEntities.length) {
      return;
    }
    if (Date.now() > endMs) {
      throw new Error(`It never read the catalog: ${JSON.stringify(page)}`);
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

/**
 * Puts receivers on a database under load, does to them what is to be done,
 * and compares what was sent with what is counted.
 *
 * @param disturb - what happens meanwhile; the load goes on until it resolves
 */
export async function runCampaign(options: {
  database: CampaignDatabase;
  replicas?: number;
  seed: number;
  disturb: (
    campaign: Campaign,
    receivers: Receiver[],
    random: Seeded,
  ) => Promise<void>;
}): Promise<CampaignReport> {
  const { database, replicas = 1, seed, disturb } = options;
  const receivers: Receiver[] = [];
  const stop = () => Promise.all(receivers.map(receiver => receiver.stop()));
  try {
    for (let replica = 0; replica < replicas; replica += 1) {
      const receiver = await Receiver.create({
        database: database.settings,
        entities: campaignEntities,
      });
      receivers.push(receiver);
      await receiver.start();
      await knowsCatalog(receiver);
    }
    const campaign = new Campaign({ receivers, random: new Seeded(seed) });
    campaign.start();
    // A sequence of its own: the senders' depends on what answers when.
    try {
      await disturb(campaign, receivers, new Seeded(seed + 1));
    } catch (error) {
      campaign.abandon();
      throw error;
    }
    await campaign.finish();
    const knex = database.open();
    const counted = await readCounted(knex);
    await knex.destroy();
    const { acknowledged, repeats, refusals, wrongs, sent } = campaign;
    const silentDoors = receivers
      .flatMap(({ doors }) => doors)
      .filter(door => !campaign.answersByDoor.has(door));
    return {
      acknowledged,
      repeats,
      refusals,
      silentDoors,
      wrongs,
      sent,
      counted,
    };
  } finally {
    await stop();
  }
}

/** What went wrong in a campaign, beside what is counted; or that it tried nothing. */
export function mistakesIn(report: CampaignReport): string[] {
  const { wrongs, silentDoors, repeats } = report;
  return [
    ...wrongs,
    ...silentDoors.map(door => `${door} never answered`),
    ...(repeats > 0 ? [] : ['nothing was sent twice']),
  ];
}

/** What has to be counted where nothing is lost and nothing counted twice. */
export function everythingOnce({ sent }: CampaignReport) {
  return { minutes: sent, hours: sent, days: sent };
}

/** Kills a receiver and starts it again, so many times, at random moments under load. */
export async function killRepeatedly(
  times: number,
  campaign: Campaign,
  receivers: Receiver[],
  moment: () => Promise<void>,
  random: Seeded,
): Promise<void> {
  for (let kill = 0; kill < times; kill += 1) {
    await campaign.progress(1);
    await moment();
    const receiver = random.pick(receivers);
    await receiver.kill();
    await receiver.start();
  }
  await campaign.progress(1);
}
