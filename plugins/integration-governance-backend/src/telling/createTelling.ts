import {
  LifecycleService,
  LoggerService,
  RootConfigService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { NotificationService } from '@backstage/plugin-notifications-node';
import {
  IntegrationProjection,
  PollingLoop,
} from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { ActiveChecklist } from '../checklist/ActiveChecklist';
import { FindingStore } from '../findings/FindingStore';
import { RegretStore } from '../decisions/regrets/RegretStore';
import { Improvement } from '../improvement/createImprovement';
import { ScheduleStore } from '../reviewCalendar/ScheduleStore';
import { ScorecardStore } from '../scorecard/ScorecardStore';
import { WaiverStore } from '../waivers/WaiverStore';
import { CheckNews } from './CheckNews';
import { DigestReader } from './DigestReader';
import { GoalNews } from './GoalNews';
import { ReviewNews } from './ReviewNews';
import { RegretNews } from './RegretNews';
import { Teller } from './Teller';
import { readTellingConfig } from './TellingConfig';
import { WaiverNews } from './WaiverNews';
import { WeeklyDigest } from './WeeklyDigest';

const DAY_MS = 86_400_000;
/** Longer than anything that is told once can still be of interest. */
const KEPT_DAYS = 400;

/**
 * Tells people what happens to their scorecards: what changes as it changes,
 * and what comes with the time every ten minutes.
 */
export async function createTelling(options: {
  knex: Knex;
  config: RootConfigService;
  lifecycle: LifecycleService;
  logger: LoggerService;
  notifications: NotificationService;
  scheduler: SchedulerService;
  projection: IntegrationProjection;
  checklist: ActiveChecklist;
  scorecards: ScorecardStore;
  waivers: WaiverStore;
  improvement: Improvement;
  reviewSchedule: ScheduleStore;
  findings: FindingStore;
  regrets: RegretStore;
  /** Who keeps the decision matrix. */
  architectRef?: string;
}): Promise<void> {
  const { knex, logger, lifecycle, scorecards, waivers, improvement } = options;
  const config = readTellingConfig(options.config);
  const teller = new Teller({ ...options, now: () => Date.now() });

  const checkNews = new CheckNews({ ...config, teller });
  scorecards.alsoWrite((tx, changes) => checkNews.tell(tx, changes));
  const waiverNews = new WaiverNews({
    ...options,
    ...config,
    teller,
    store: waivers,
  });
  waivers.alsoWrite((tx, waiver) => waiverNews.tellOfChange(tx, waiver));
  const regretNews = new RegretNews({
    teller,
    architectRef: options.architectRef,
  });
  options.regrets.alsoWrite((tx, regret) => regretNews.tell(tx, regret));

  const delivery = new PollingLoop({
    name: 'Telling of the scorecard',
    turn: () => teller.deliver(),
    pauseMs: 5_000,
    logger,
  });
  delivery.start(lifecycle);
  scorecards.onChange(() => delivery.wake());

  const goals = improvement.goals.reader;
  const goalNews = new GoalNews({
    ...{ knex, teller, goals },
    pilots: improvement.pilots.store,
  });
  const reviewNews = new ReviewNews({
    ...options,
    teller,
    schedule: options.reviewSchedule,
  });
  const digest =
    config.digest &&
    new WeeklyDigest({
      ...{ knex, teller },
      reader: new DigestReader({ ...options, goals }),
      time: config.digest,
    });
  const turns: Array<[name: string, turn: (now: Date) => Promise<unknown>]> = [
    ['waivers that end', now => waiverNews.tellOfEnds(now)],
    ['goals and pilots', now => goalNews.tell(now)],
    ['reviews and findings', now => reviewNews.tell(now)],
    ['the week', async now => digest?.tell(now)],
  ];
  await options.scheduler.scheduleTask({
    id: 'tell',
    frequency: { minutes: 10 },
    initialDelay: { minutes: 2 },
    timeout: { minutes: 10 },
    fn: async () => {
      const now = new Date();
      for (const [name, turn] of turns) {
        try {
          await turn(now);
        } catch (error) {
          logger.error(
            `Nobody could be told of ${name}; it is tried again: ${stringifyError(error)}`,
          );
        }
      }
      await teller.forgetBefore(new Date(now.getTime() - KEPT_DAYS * DAY_MS));
      delivery.wake();
    },
  });
}
