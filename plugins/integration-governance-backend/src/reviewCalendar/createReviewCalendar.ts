import {
  AuthService,
  DiscoveryService,
  HttpRouterService,
  LoggerService,
  RootConfigService,
  SchedulerService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  IntegrationProjection,
  RouteGuard,
} from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { TelemetryAccess } from '../evidence/pluginAccess';
import { FindingStore } from '../findings/FindingStore';
import { DAY_MS } from '../improvement/days';
import { ReviewStore } from '../reviews/ReviewStore';
import { dueReviewEvents, findingEvents } from './calendarEvents';
import { CalendarFeedOffice } from './CalendarFeedOffice';
import { CalendarFeedStore } from './CalendarFeedStore';
import { CalendarPublisher, CalendarSource } from './CalendarPublisher';
import { CadencePolicy } from './CadencePolicy';
import { DueReviewReader } from './DueReviewReader';
import { FeedPerson } from './FeedPerson';
import { ProcessStore } from './ProcessStore';
import { ReviewCalendarRouteOptions } from './reviewCalendarRoutes';
import { ReviewSchedule } from './ReviewSchedule';
import { ScheduleStore } from './ScheduleStore';
import { VolumeWatch } from './VolumeWatch';

const PLUGIN_ID = 'integration-governance';

/** What the rest of the plugin needs of the review calendar. */
export interface ReviewCalendar {
  /** What its routes work with. */
  routes: Omit<ReviewCalendarRouteOptions, 'viewers'>;
  /** Brings the schedule of integrations up to date. */
  update(entityRefs: readonly string[]): Promise<void>;
  /** To be told of reviews that were signed or called off. */
  onReviewClosed(entityRef: string | undefined): Promise<void>;
}

/**
 * When each integration and the whole portfolio are to be reviewed: kept up to
 * date every 15 minutes and with each change, and told to calendars.
 */
export async function createReviewCalendar(options: {
  knex: Knex;
  config: RootConfigService;
  auth: AuthService;
  discovery: DiscoveryService;
  httpRouter: HttpRouterService;
  logger: LoggerService;
  scheduler: SchedulerService;
  userInfo: UserInfoService;
  guard: RouteGuard;
  projection: IntegrationProjection;
  policy: CadencePolicy;
  store: ScheduleStore;
  reviews: ReviewStore;
  findings: FindingStore;
  telemetry: TelemetryAccess;
  /** What else goes into calendars, such as drills. */
  moreEvents?: readonly CalendarSource[];
  /** Told of integrations that are to be reviewed on another day, or for another reason. */
  onChange: (entityRefs: string[]) => Promise<void>;
}): Promise<ReviewCalendar> {
  const { knex, projection, store, reviews, findings, guard, discovery } =
    options;
  const processes = new ProcessStore({ knex, projection });
  const schedule = new ReviewSchedule({ ...options, processes });
  const volume = new VolumeWatch(options);
  const feeds = new CalendarFeedStore(knex);
  const person = new FeedPerson(projection);
  const appUrl = (
    options.config.getOptionalString('app.baseUrl') ?? ''
  ).replace(/\/$/, '');

  const changed = async (entityRefs: string[]) => {
    if (entityRefs.length > 0) {
      await options.onChange(entityRefs);
    }
  };
  const onReviewClosed = async (entityRef: string | undefined) => {
    try {
      if (entityRef) {
        await changed(await schedule.update([entityRef], new Date()));
      } else {
        await schedule.updatePortfolio(new Date());
      }
    } catch (error) {
      // The review is closed all the same, and the next turn sees it.
      options.logger.warn(
        `The next review could not be worked out; it is tried again: ${stringifyError(error)}`,
      );
    }
  };
  await schedule.updatePortfolio(new Date());
  await options.scheduler.scheduleTask({
    id: 'schedule-reviews',
    frequency: { minutes: 15 },
    initialDelay: { minutes: 1 },
    timeout: { minutes: 14 },
    fn: async () => {
      // Somebody else who gets their name later is not to find their calendars alive.
      await feeds.forgetGoneBefore(new Date(Date.now() - DAY_MS));
      const due = await schedule.updateAll(new Date());
      const doubled = await volume.look(new Date());
      await changed([
        ...new Set([...due, ...(await schedule.update(doubled, new Date()))]),
      ]);
    },
  });

  options.httpRouter.addAuthPolicy({
    path: '/v1/calendar',
    allow: 'unauthenticated',
  });
  return {
    onReviewClosed,
    update: async entityRefs => {
      await schedule.update(entityRefs, new Date());
    },
    routes: {
      guard,
      processes,
      reader: new DueReviewReader({ store, reviews }),
      feeds: new CalendarFeedOffice({
        guard,
        person,
        userInfo: options.userInfo,
        store: feeds,
        addressOf: async token =>
          `${await discovery.getExternalBaseUrl(PLUGIN_ID)}/v1/calendar/${token}.ics`,
      }),
      publisher: new CalendarPublisher({
        person,
        store: feeds,
        sources: [
          dueReviewEvents({ store, appUrl }),
          findingEvents({ store: findings, projection, appUrl }),
          ...(options.moreEvents ?? []),
        ],
        reviewsUrl: `${appUrl}/reviews`,
        logger: options.logger,
      }),
      onProcessChange: async process => {
        const naming = await processes.listNaming(process, () => {});
        await changed(
          await schedule.update(
            naming.map(({ entityRef }) => entityRef),
            new Date(),
          ),
        );
      },
    },
  };
}
