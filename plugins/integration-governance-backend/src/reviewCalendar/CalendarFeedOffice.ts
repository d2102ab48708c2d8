import { UserInfoService } from '@backstage/backend-plugin-api';
import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  CalendarFeed,
  CalendarFeedRequest,
} from '@tieline/plugin-integrations-common/governance';
import { RouteGuard } from '@tieline/plugin-integrations-node';
import { Request } from 'express';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { givenRefs } from '../http/givenRefs';
import { DAY_MS } from '../improvement/days';
import { CalendarFeedStore, FeedAccess, StoredFeed } from './CalendarFeedStore';
import { FeedPerson } from './FeedPerson';

const TOKEN_BYTES = 32;
const MOST_FEEDS = 20;
const USUAL_TITLE = 'Reviews';

/** Gives people addresses that their calendars read, and takes them back. */
export class CalendarFeedOffice {
  readonly #guard: RouteGuard;
  readonly #userInfo: UserInfoService;
  readonly #person: FeedPerson;
  readonly #store: CalendarFeedStore;
  readonly #addressOf: (token: string) => Promise<string>;

  constructor(options: {
    guard: RouteGuard;
    userInfo: UserInfoService;
    person: FeedPerson;
    store: CalendarFeedStore;
    /** Where a calendar reads the feed with a token. */
    addressOf: (token: string) => Promise<string>;
  }) {
    this.#guard = options.guard;
    this.#userInfo = options.userInfo;
    this.#person = options.person;
    this.#store = options.store;
    this.#addressOf = options.addressOf;
  }

  /**
   * @returns with the address, which nobody can be told again
   * @throws NotAllowedError for who is no person of the catalog, or may read nothing
   * @throws ConflictError for who has as many as anybody may have
   */
  async add(
    request: Request,
    { title, owner }: CalendarFeedRequest,
  ): Promise<CalendarFeed> {
    const personRef = await this.#personOf(request);
    if (!(await this.#person.exists(personRef))) {
      throw new NotAllowedError(
        `Calendars are for people whom the catalog knows; ${personRef} is not among them.`,
      );
    }
    const access = await this.#accessOf(request, personRef);
    if (!access) {
      throw new NotAllowedError(
        'Reading integrations takes the permission integration.read',
      );
    }
    const own = await this.#store.listOf(personRef);
    if (own.length >= MOST_FEEDS) {
      throw new ConflictError(
        `You have ${MOST_FEEDS} calendars, and nobody may have more: revoke one that you do not need.`,
      );
    }
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    const now = new Date().toISOString();
    const feed: StoredFeed = {
      id: randomUUID(),
      personRef,
      title: title?.trim() || USUAL_TITLE,
      owners: givenRefs(owner ?? [], 'owner'),
      access,
      accessAt: now,
      createdAt: now,
    };
    await this.#store.add(feed, hashOf(token));
    return { ...toWire(feed), address: await this.#addressOf(token) };
  }

  /** Of whoever asks, without addresses; none for a machine. */
  async list(request: Request): Promise<CalendarFeed[]> {
    const personRef = await this.#guard.actorOf(request);
    await this.renew(request);
    return (await this.#store.listOf(personRef)).map(toWire);
  }

  /** @throws NotFoundError also where it is somebody else's */
  async revoke(request: Request, id: string): Promise<void> {
    const personRef = await this.#guard.actorOf(request);
    if (!(await this.#store.remove(id, personRef))) {
      throw new NotFoundError(`You have no calendar feed ${id}.`);
    }
  }

  /** Lets the feeds of whoever asks show what they may read now. */
  async renew(request: Request): Promise<void> {
    const personRef = await this.#guard.actorOf(request);
    const [newest] = await this.#store.listOf(personRef);
    if (!newest) {
      return;
    }
    const access = await this.#accessOf(request, personRef);
    const now = new Date();
    if (!access) {
      await this.#store.removeAllOf(personRef);
    } else if (
      JSON.stringify(access) !== JSON.stringify(newest.access) ||
      now.getTime() - Date.parse(newest.accessAt) > DAY_MS
    ) {
      await this.#store.renew(personRef, access, now);
    }
  }

  async #accessOf(
    request: Request,
    personRef: string,
  ): Promise<FeedAccess | undefined> {
    const access = await this.#guard.readAccessToKeep(request);
    if (!access) {
      return undefined;
    }
    const { ownershipEntityRefs } = await this.#userInfo.getUserInfo(
      await this.#guard.credentialsOf(request),
    );
    const known = await this.#person.refsOf(personRef);
    return {
      ...access,
      ownershipRefs: ownershipEntityRefs.filter(ref => known.has(ref)).sort(),
    };
  }

  async #personOf(request: Request): Promise<string> {
    const { principal } = (await this.#guard.credentialsOf(request)) as {
      principal: { type?: string; userEntityRef?: string };
    };
    if (principal.type !== 'user' || !principal.userEntityRef) {
      throw new NotAllowedError('Calendars are for people, not for machines.');
    }
    return principal.userEntityRef;
  }
}

/** What of a token is kept. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function toWire({
  id,
  title,
  owners,
  createdAt,
  lastReadAt,
}: StoredFeed): CalendarFeed {
  return { id, title, owner: owners, createdAt, lastReadAt };
}
