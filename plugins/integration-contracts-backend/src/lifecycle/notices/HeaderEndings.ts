import { LoggerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import { EndingNotice } from '@tieline/plugin-integrations-common/telemetry';
import { TelemetryReader } from '../consumers/TelemetryReader';
import { StoredEnding } from '../Ending';
import { EndingChange, EndingStore, NOT_LOOKED_AT } from '../EndingStore';
import { EndingSubjects, Subject } from '../EndingSubjects';
import { EndingTeller, ownersOf } from '../telling/EndingTeller';
import { dateInWords } from '../words';
import { MatchedNotices, NoticeMatcher, UnknownNotice } from './NoticeMatcher';
import {
  AnnouncedEnd,
  announcementWords,
  readAnnounced,
} from './readAnnounced';

/** Between two readings of what responses say. */
const READ_EVERY_MS = 60_000;

/** A page does not ask telemetry anew within this time. */
const KEPT_MS = 30_000;

/**
 * Another date counts once it was said for so long: while servers are replaced
 * one after another, some say this and some say that.
 */
const STEADY_MS = 15 * 60_000;

/**
 * Follows what responses say of their end (`Deprecation`, RFC 9745, and
 * `Sunset`, RFC 8594): an ending of the version begins, and moves with the date.
 * What a person announced stays as it is.
 */
export class HeaderEndings {
  readonly #telemetry: TelemetryReader;
  readonly #matcher: NoticeMatcher;
  readonly #store: EndingStore;
  readonly #subjects: EndingSubjects;
  readonly #teller: EndingTeller;
  readonly #logger: LoggerService;
  readonly #now: () => number;
  #nextMs = 0;
  #isOut = false;
  #read: { untilMs: number; notices: Promise<EndingNotice[]> } | undefined;

  constructor(options: {
    telemetry: TelemetryReader;
    matcher: NoticeMatcher;
    store: EndingStore;
    subjects: EndingSubjects;
    teller: EndingTeller;
    logger: LoggerService;
    now: () => number;
  }) {
    this.#telemetry = options.telemetry;
    this.#matcher = options.matcher;
    this.#store = options.store;
    this.#subjects = options.subjects;
    this.#teller = options.teller;
    this.#logger = options.logger;
    this.#now = options.now;
  }

  /** Several replicas may do so at once. Where telemetry does not answer, everything stays as it is. */
  async follow(): Promise<void> {
    const nowMs = this.#now();
    if (nowMs < this.#nextMs) {
      return;
    }
    this.#nextMs = nowMs + READ_EVERY_MS;
    let notices;
    try {
      notices = await this.#telemetry.readEndingNotices();
      this.#isOut = false;
    } catch (error) {
      if (!this.#isOut) {
        this.#logger.info(
          `Telemetry does not say what responses tell of their end, will try again: ${error}`,
        );
      }
      this.#isOut = true;
      return;
    }
    const { matched } = await this.#matcher.match(notices);
    for (const found of matched) {
      await this.#settle(found);
    }
    this.#teller.wake();
  }

  /**
   * What responses say of what is not known by its version.
   *
   * @throws Error where telemetry does not answer
   */
  async listUnknown(): Promise<UnknownNotice[]> {
    const nowMs = this.#now();
    if (!this.#read || this.#read.untilMs <= nowMs) {
      const read = {
        untilMs: nowMs + KEPT_MS,
        notices: this.#telemetry.readEndingNotices(),
      };
      read.notices.catch(() => {
        read.untilMs = 0;
      });
      this.#read = read;
    }
    return (await this.#matcher.match(await this.#read.notices)).unknown;
  }

  async #settle({ contract, version, notices }: MatchedNotices): Promise<void> {
    const end = readAnnounced(notices);
    try {
      const subject = await this.#subjects.ofVersion(contract, version);
      const open = await this.#store.findOpen(subject.openKey);
      if (!open) {
        if (!(await this.#wasDecided(version.id, end))) {
          await this.#begin(subject, end);
        }
      } else if (this.#moves(open, end)) {
        await this.#move(open, subject, end);
      }
    } catch (error) {
      // Another replica, or a person, was first; the next reading sees what they did.
      if (!isError(error) || error.name !== 'ConflictError') {
        throw error;
      }
    }
  }

  /** What was taken back stays so, unless they say another date since. */
  async #wasDecided(
    versionId: number,
    { sunsetMs, saidSinceMs }: AnnouncedEnd,
  ): Promise<boolean> {
    const last = await this.#store.findLastOver(versionId);
    if (!last) {
      return false;
    }
    const isNew =
      sunsetMs !== undefined &&
      secondsOf(sunsetMs) !== secondsOf(last.sunsetMs ?? NaN) &&
      saidSinceMs > Number(last.row.over_at_ms);
    return !isNew;
  }

  /** Only what responses said before moves, and what the catalog says without a date. */
  #moves({ row, sunsetMs }: StoredEnding, end: AnnouncedEnd): boolean {
    if (end.sunsetMs === undefined || end.sunsetMs === sunsetMs) {
      return false;
    }
    return sunsetMs === undefined
      ? row.source !== 'page'
      : row.source === 'headers' && end.saidSinceMs + STEADY_MS <= this.#now();
  }

  async #begin(subject: Subject, end: AnnouncedEnd): Promise<void> {
    await this.#store.transaction(async tx => {
      const ending = await this.#store.add(tx, {
        kind: subject.kind,
        version_id: subject.kind === 'version' ? subject.version.id : null,
        integration_ref: null,
        open_key: subject.openKey,
        title: subject.title,
        owner_ref: subject.ownerRef ?? null,
        source: 'headers',
        is_foreign: end.isForeign,
        announced_at_ms: end.announcedMs,
        announced_by: null,
        sunset_at_ms: end.sunsetMs ?? null,
        replacement: null,
        replacement_title: null,
        note: noteOf(end),
        over_at_ms: null,
        over_how: null,
        override_reason: null,
        revision: 0,
        ...NOT_LOOKED_AT,
        due_at_ms: this.#now(),
        search_text: subject.title.toLocaleLowerCase('en-US'),
      });
      await this.#subjects.mark(
        tx,
        subject,
        'deprecated',
        end.announcedMs,
        planOf(end),
      );
      const text = announcementWords(end);
      await this.#store.addEvents(
        tx,
        ending.id,
        [{ kind: 'announced', text }],
        this.#now(),
      );
    });
  }

  /** Another date, or the first that is known. */
  async #move(
    ending: StoredEnding,
    subject: Subject,
    end: AnnouncedEnd,
  ): Promise<void> {
    const { row, sunsetMs } = ending;
    const isFirst = sunsetMs === undefined;
    const change: EndingChange = {
      source: 'headers',
      sunset_at_ms: end.sunsetMs,
      due_at_ms: this.#now(),
      ...(isFirst && {
        is_foreign: end.isForeign,
        announced_at_ms: Math.min(ending.announcedMs, end.announcedMs),
        note: row.note ?? noteOf(end),
      }),
    };
    const said = `${announcementWords(end)}${isFirst ? '' : `, not on ${dateInWords(sunsetMs)}`}`;
    await this.#store.transaction(async tx => {
      await this.#store.change(tx, ending, change);
      await this.#subjects.mark(
        tx,
        subject,
        'deprecated',
        ending.announcedMs,
        planOf(end),
        row.replacement_title ?? '',
      );
      await this.#store.addEvents(
        tx,
        ending.id,
        [{ kind: isFirst ? 'announced' : 'changed', text: said }],
        this.#now(),
      );
      // Of the first date everybody is told as of an announcement.
      if (!isFirst) {
        const there = await this.#store.listConsumers(ending.id, tx);
        await this.#teller.tell(tx, ending, subject, ownersOf(there), {
          occasion: `changed ${row.revision + 1}`,
          title: `The end of ${subject.title} changed`,
          lines: [said, row.note ?? ''],
          severity: 'normal',
        });
      }
    });
  }
}

/** Headers have no fractions of it. */
function secondsOf(ms: number): number {
  return Math.floor(ms / 1_000);
}

function planOf({ sunsetMs }: AnnouncedEnd) {
  return sunsetMs === undefined
    ? {}
    : { sunsetAt: new Date(sunsetMs).toISOString() };
}

function noteOf({ url }: AnnouncedEnd): string | null {
  return url === undefined ? null : `What is said about it is at ${url}`;
}
