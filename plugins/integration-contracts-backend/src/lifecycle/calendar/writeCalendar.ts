import {
  Brownout,
  EndingConsumer,
  EndingSummary,
} from '@tieline/plugin-integrations-common/contracts';
import { shortened } from '../announcement/shortened';
import { contentLine, dateValue, textValue, utcValue } from './contentLine';

/** Of an ending, what a calendar shows. */
export interface CalendarEnding extends Pick<
  EndingSummary,
  | 'id'
  | 'title'
  | 'status'
  | 'announcedAt'
  | 'sunsetAt'
  | 'overAt'
  | 'replacementTitle'
  | 'note'
> {
  /** What is known of it now, in one line. */
  sentence?: string;
  /** When anything of it was changed for the last time; when it was announced where it is missing. */
  changedAt?: string;
  consumers: ReadonlyArray<Pick<EndingConsumer, 'id' | 'name' | 'movesAt'>>;
  brownouts: ReadonlyArray<
    Pick<Brownout, 'id' | 'startsAt' | 'endsAt' | 'note' | 'state'>
  >;
}

/** What is the same for all of a feed. */
export interface CalendarFacts {
  name: string;
  /** The portal's host: with it, no other calendar has an event of the same identifier. */
  host: string;
  /** An address as a program writes it, such as a URL's `href`. */
  pageUrlOf(endingId: number): string;
}

const DAY_MS = 86_400_000;
/** How often calendars should look again (RFC 7986, 5.7). */
const REFRESH = 'PT6H';
/** The page has the rest. */
const MAX_NOTE_CHARACTERS = 2_000;
/** Longer than any name that means something. */
const MAX_TITLE_CHARACTERS = 200;

interface CalendarEvent {
  uid: string;
  summary: string;
  description: string[];
  times: string[];
}

/**
 * A calendar feed of endings (RFC 5545, with the properties of RFC 7986): the day
 * of each sunset, the day by which a consumer said that it will have moved, and
 * each brownout with its hours. What was taken back isn't in it.
 *
 * Identifiers stay the same and the revision grows with each change, so that a
 * calendar moves an event. Nothing depends on the time of asking.
 */
export function writeCalendar(
  endings: readonly CalendarEnding[],
  { name, host, pageUrlOf }: CalendarFacts,
): string {
  return [
    contentLine('BEGIN', 'VCALENDAR'),
    contentLine('VERSION', '2.0'),
    contentLine('PRODID', '-//Tieline//Endings//EN'),
    contentLine('CALSCALE', 'GREGORIAN'),
    contentLine('NAME', textValue(name)),
    // What Apple, Google and Microsoft read of old.
    contentLine('X-WR-CALNAME', textValue(name)),
    contentLine('REFRESH-INTERVAL;VALUE=DURATION', REFRESH),
    contentLine('X-PUBLISHED-TTL', REFRESH),
    ...endings
      .filter(({ status }) => status !== 'withdrawn')
      .flatMap(ending =>
        eventsOf(ending).map(event =>
          writeEvent(event, ending, { host, url: pageUrlOf(ending.id) }),
        ),
      ),
    contentLine('END', 'VCALENDAR'),
  ].join('');
}

function eventsOf(ending: CalendarEnding): CalendarEvent[] {
  const { title, status, sunsetAt, overAt } = ending;
  const uid = `ending-${ending.id}`;
  const description = descriptionOf(ending);
  const name = shortened(title, MAX_TITLE_CHARACTERS);
  const isRetired = status === 'retired';
  const endsAt = isRetired ? (overAt ?? sunsetAt) : sunsetAt;
  const end = endsAt && {
    uid: `${uid}-sunset`,
    summary: `${name} ${isRetired ? 'was switched off' : 'ends'}`,
    description,
    times: wholeDay(endsAt),
  };
  return [
    ...(end ? [end] : []),
    ...(isRetired ? [] : stepsOf(ending, { uid, name, description })),
  ];
}

/** What happens on the way to the end. */
function stepsOf(
  { consumers, brownouts }: CalendarEnding,
  {
    uid,
    name,
    description,
  }: { uid: string; name: string; description: string[] },
): CalendarEvent[] {
  const moves = consumers.flatMap(({ id, name: consumer, movesAt }) =>
    movesAt
      ? [
          {
            uid: `${uid}-consumer-${id}`,
            summary: `${shortened(consumer, MAX_TITLE_CHARACTERS)} has moved off ${name}`,
            description,
            times: wholeDay(movesAt),
          },
        ]
      : [],
  );
  const outages = brownouts
    .filter(({ state }) => state !== 'cancelled')
    .map(({ id, startsAt, endsAt, note }) => ({
      uid: `${uid}-brownout-${id}`,
      summary: `${name} is off for a short time`,
      description: [...(note ? [note] : []), ...description],
      times: [
        contentLine('DTSTART', utcValue(Date.parse(startsAt))),
        contentLine('DTEND', utcValue(Date.parse(endsAt))),
      ],
    }));
  return [...moves, ...outages];
}

function writeEvent(
  { uid, summary, description, times }: CalendarEvent,
  { announcedAt, changedAt = announcedAt }: CalendarEnding,
  { host, url }: { host: string; url: string },
): string {
  const announcedAtMs = Date.parse(announcedAt);
  const changedAtMs = Math.max(Date.parse(changedAt), announcedAtMs);
  return [
    contentLine('BEGIN', 'VEVENT'),
    contentLine('UID', textValue(`${uid}@${host}`)),
    // Without a METHOD it says when the event was changed (RFC 5545, 3.8.7.2).
    contentLine('DTSTAMP', utcValue(changedAtMs)),
    contentLine('CREATED', utcValue(announcedAtMs)),
    contentLine('LAST-MODIFIED', utcValue(changedAtMs)),
    contentLine('SEQUENCE', String(revisionOf(announcedAtMs, changedAtMs))),
    ...times,
    contentLine('SUMMARY', textValue(summary)),
    contentLine('DESCRIPTION', textValue([...description, url].join('\n\n'))),
    contentLine('URL', url),
    // Nobody is busy by it.
    contentLine('TRANSP', 'TRANSPARENT'),
    contentLine('END', 'VEVENT'),
  ].join('');
}

/** Seconds since the announcement: it grows with every change, and nobody has to count. */
function revisionOf(announcedAtMs: number, changedAtMs: number): number {
  return Math.min(Math.ceil((changedAtMs - announcedAtMs) / 1000), 2 ** 31 - 1);
}

function wholeDay(instant: string): string[] {
  const atMs = Date.parse(instant);
  return [
    contentLine('DTSTART;VALUE=DATE', dateValue(atMs)),
    contentLine('DTEND;VALUE=DATE', dateValue(atMs + DAY_MS)),
  ];
}

function descriptionOf({
  sunsetAt,
  sentence,
  replacementTitle,
  note,
}: CalendarEnding): string[] {
  return [
    sunsetAt && `Ends at ${new Date(sunsetAt).toISOString().slice(0, 16)}Z.`,
    replacementTitle && `Replaced by ${replacementTitle}.`,
    sentence,
    note?.trim() && shortened(note.trim(), MAX_NOTE_CHARACTERS),
  ].filter((line): line is string => Boolean(line));
}
