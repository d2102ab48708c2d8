import {
  AnnouncementTexts,
  Brownout,
  Ending,
  HeaderField,
  HostHeaders,
} from '@tieline/plugin-integrations-common/contracts';
import {
  IntegrationProjection,
  IntegrationQuery,
} from '@tieline/plugin-integrations-node';
import { FlowStore } from '../consumers/FlowStore';
import { linkOf } from '../telling/Announcer';
import { writeAnnouncement } from './announcement/writeAnnouncement';
import { Brownouts } from './Brownouts';
import { FeedFilter } from './CalendarFeeds';
import { writeCalendar } from './calendar/writeCalendar';
import { endingOf } from './consumers/ConsumerCollector';
import { StoredEnding } from './Ending';
import { EndingReader } from './EndingReader';
import { EndingStore } from './EndingStore';
import { EndingSubjects } from './EndingSubjects';
import {
  addressesOf,
  DeclaredEndpoint,
  hostPathsOf,
} from './headers/addressesOf';
import { deprecationHeaders } from './headers/deprecationHeaders';
import { headerSnippets } from './headers/headerSnippets';
import { linkOfEnding } from './telling/EndingTeller';

/** A calendar has no more. */
const MOST_IN_CALENDAR = 500;

/** Writes what people paste, send on and subscribe to. */
export class EndingTexts {
  readonly #store: EndingStore;
  readonly #subjects: EndingSubjects;
  readonly #reader: EndingReader;
  readonly #brownouts: Brownouts;
  readonly #flows: FlowStore;
  readonly #projection: IntegrationProjection;
  readonly #appUrl: string;

  constructor(options: {
    store: EndingStore;
    subjects: EndingSubjects;
    reader: EndingReader;
    brownouts: Brownouts;
    flows: FlowStore;
    projection: IntegrationProjection;
    /** Where the portal is. */
    appUrl: string;
  }) {
    this.#store = options.store;
    this.#subjects = options.subjects;
    this.#reader = options.reader;
    this.#brownouts = options.brownouts;
    this.#flows = options.flows;
    this.#projection = options.projection;
    this.#appUrl = options.appUrl.replace(/\/$/, '');
  }

  /** The announcement of an ending, and its headers ready to paste. */
  async write(
    stored: StoredEnding,
    shown: Ending,
    readable: IntegrationQuery,
  ): Promise<AnnouncementTexts> {
    const headers = this.#headersOf(stored);
    return {
      markdown: writeAnnouncement(shown, {
        pageUrl: this.#pageUrl(stored.id),
        replacementUrl: this.#replacementUrl(stored),
        headers,
      }),
      headers,
      snippets: headerSnippets(
        headers,
        hostPathsOf(await this.#endpointsOf(stored, readable)),
      ),
    };
  }

  /** Headers for each path of a host under which something ends. */
  async listHeaders(
    host: string,
    readable: IntegrationQuery,
  ): Promise<HostHeaders[]> {
    const items: HostHeaders[] = [];
    for (const ending of await this.#store.listOpen()) {
      const endpoints = await this.#endpointsOf(ending, readable);
      const paths = addressesOf(endpoints, host);
      for (const path of new Set(paths.map(one => one.path))) {
        items.push({
          path,
          endingId: ending.id,
          title: ending.row.title,
          headers: this.#headersOf(ending),
        });
      }
    }
    return items;
  }

  /** A calendar of what ends, as a person asked for it. */
  async writeCalendar(filter: FeedFilter): Promise<string> {
    const { items } = await this.#reader.list(
      { provider: filter.provider, consumer: filter.consumer },
      { limit: MOST_IN_CALENDAR, offset: 0 },
      query => {
        if (!filter.hasIntegrations) {
          query.whereRaw('1 = 0');
        }
      },
      () => ({ mayManage: false, mayOverride: false, mayAnswer: false }),
    );
    const events = await Promise.all(
      items.map(async item => {
        const [changed] = await this.#store.listEvents(item.id, 1);
        return {
          ...item,
          sentence: item.verdict.sentence,
          changedAt: changed?.at ?? item.announcedAt,
          brownouts: await this.#plannedBrownouts(item.id),
        };
      }),
    );
    return writeCalendar(events, {
      name: 'What ends',
      host: new URL(this.#appUrl).host,
      pageUrlOf: id => this.#pageUrl(id),
    });
  }

  async #plannedBrownouts(endingId: number): Promise<Brownout[]> {
    const brownouts = await this.#brownouts.list(endingId);
    return brownouts.filter(({ state }) => state !== 'cancelled');
  }

  #headersOf(ending: StoredEnding): HeaderField[] {
    return deprecationHeaders({
      announcedAtMs: ending.announcedMs,
      sunsetAtMs: ending.sunsetMs,
      pageUrl: this.#pageUrl(ending.id),
      successorUrl: this.#replacementUrl(ending),
    });
  }

  #pageUrl(id: number): string {
    return `${this.#appUrl}${linkOfEnding(id)}`;
  }

  #replacementUrl({ replacement }: StoredEnding): string | undefined {
    return replacement?.kind === 'version' && replacement.contract
      ? `${this.#appUrl}${linkOf(replacement.contract)}`
      : undefined;
  }

  /** What Integrations that may be read declare of where it is served. */
  async #endpointsOf(
    ending: StoredEnding,
    readable: IntegrationQuery,
  ): Promise<DeclaredEndpoint[]> {
    const subject = await this.#subjects.ofEnding(ending.row);
    if (subject?.kind !== 'version') {
      return [];
    }
    const ends = endingOf(subject);
    const flows = await this.#flows.listOfContract(
      subject.contract.id,
      readable,
    );
    const endpoints: DeclaredEndpoint[] = [];
    for (const ref of new Set(flows.map(flow => flow.integrationRef))) {
      const integration = await this.#projection.getIntegration(ref);
      for (const { address, version } of integration?.spec.endpoints ?? []) {
        if (address && (version === undefined || ends(version))) {
          endpoints.push({ address, version });
        }
      }
    }
    return endpoints;
  }
}
