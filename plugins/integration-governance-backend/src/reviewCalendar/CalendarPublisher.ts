import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { IntegrationQuery } from '@tieline/plugin-integrations-node';
import { PortfolioView } from '../findings/FindingStore';
import { DAY_MS } from '../improvement/days';
import { dayOf } from '../waivers/Waiver';
import { hashOf } from './CalendarFeedOffice';
import { CalendarFeedStore, StoredFeed } from './CalendarFeedStore';
import { FeedPerson } from './FeedPerson';
import { CalendarEvent, ICalendar } from './ICalendar';

/** What 32 random bytes look like in an address. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;
/** A person who was not here for longer has to come by, so that it is known what they may read. */
const ACCESS_DAYS = 90;
/** It is written no more often that a calendar was read. */
const READ_MS = 60_000;

/** What goes into calendars. */
export interface CalendarSource {
  /**
   * @param readable - which integrations the calendar may tell of
   * @param options - `owners` is whose to tell of, all where it is empty;
   *   `portfolio` is what of the whole portfolio it may tell of
   */
  events(
    readable: IntegrationQuery,
    options: { owners: readonly string[]; portfolio: PortfolioView },
  ): Promise<CalendarEvent[]>;
}

/** Writes the calendar that an address stands for. */
export class CalendarPublisher {
  readonly #store: CalendarFeedStore;
  readonly #person: FeedPerson;
  readonly #sources: readonly CalendarSource[];
  readonly #reviewsUrl: string;
  readonly #logger: LoggerService;

  constructor(options: {
    store: CalendarFeedStore;
    person: FeedPerson;
    sources: readonly CalendarSource[];
    /** The page of reviews, absolute. */
    reviewsUrl: string;
    logger: LoggerService;
  }) {
    this.#store = options.store;
    this.#person = options.person;
    this.#sources = options.sources;
    this.#reviewsUrl = options.reviewsUrl;
    this.#logger = options.logger;
  }

  /** @returns undefined for an address that stands for nothing, whatever the reason */
  async publish(token: string, now: Date): Promise<string | undefined> {
    const feed = TOKEN.test(token)
      ? await this.#store.findByHash(hashOf(token))
      : undefined;
    if (!feed) {
      return undefined;
    }
    const readable = await this.#readableFor(feed, now);
    if (readable === 'gone') {
      return undefined;
    }
    const { lastReadAt, title, owners, access } = feed;
    if (!lastReadAt || now.getTime() - Date.parse(lastReadAt) > READ_MS) {
      await this.#store.markRead(feed.id, now);
    }
    const events: CalendarEvent[] = [];
    if (readable === 'unknown') {
      events.push(this.#askToComeBy(feed, now));
    } else {
      for (const source of this.#sources) {
        events.push(
          ...(await source.events(readable, {
            owners,
            portfolio: access.conditions
              ? { ownerRefs: access.ownershipRefs }
              : 'all',
          })),
        );
      }
    }
    return new ICalendar({ name: title, stampedAt: now }).toText(events);
  }

  async #readableFor(
    { personRef, access, accessAt }: StoredFeed,
    now: Date,
  ): Promise<IntegrationQuery | 'gone' | 'unknown'> {
    if (!(await this.#person.exists(personRef))) {
      return 'gone';
    }
    if (now.getTime() - Date.parse(accessAt) > ACCESS_DAYS * DAY_MS) {
      return 'unknown';
    }
    try {
      return (await this.#person.mayRead(personRef, access)) ?? 'unknown';
    } catch (error) {
      this.#logger.warn(
        `What ${personRef} may read can't be told from what was kept: ${stringifyError(error)}`,
      );
      return 'unknown';
    }
  }

  #askToComeBy({ id }: StoredFeed, now: Date): CalendarEvent {
    return {
      uid: `calendar-feed-${id}@tieline`,
      summary: 'Open Tieline’s reviews to go on with this calendar',
      description: `It is not known what you may read: you have not been there for ${ACCESS_DAYS} days, or left a group since.`,
      url: this.#reviewsUrl,
      when: dayOf(now),
    };
  }
}
