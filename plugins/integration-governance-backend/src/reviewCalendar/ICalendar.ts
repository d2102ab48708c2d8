/** The longest line in octets, without its end. */
const LINE_OCTETS = 75;

/** Something that takes a whole day, or a stretch of time. */
export interface CalendarEvent {
  /** The same whenever the same thing is told again. */
  uid: string;
  summary: string;
  description?: string;
  /** Absolute. */
  url?: string;
  /** An ISO 8601 day; or the two instants between which it is. */
  when: string | { from: Date; to: Date };
}

/** A calendar in the words of RFC 5545. */
export class ICalendar {
  readonly #name: string;
  readonly #stampedAt: Date;

  /** @param options - `stampedAt` is when the events were as they are told */
  constructor(options: { name: string; stampedAt: Date }) {
    this.#name = options.name;
    this.#stampedAt = options.stampedAt;
  }

  toText(events: readonly CalendarEvent[]): string {
    const lines = [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Tieline//Reviews//EN',
      'CALSCALE:GREGORIAN',
      'METHOD:PUBLISH',
      `X-WR-CALNAME:${escapeText(this.#name)}`,
      'REFRESH-INTERVAL;VALUE=DURATION:PT6H',
      ...events.flatMap(event => this.#linesOf(event)),
      'END:VCALENDAR',
    ];
    return lines.map(line => `${foldLine(line)}\r\n`).join('');
  }

  #linesOf({ uid, summary, description, url, when }: CalendarEvent): string[] {
    return [
      'BEGIN:VEVENT',
      `UID:${escapeText(uid)}`,
      `DTSTAMP:${utcOf(this.#stampedAt)}`,
      ...(typeof when === 'string'
        ? [
            `DTSTART;VALUE=DATE:${dateOf(when)}`,
            `DTEND;VALUE=DATE:${dateOf(dayAfter(when))}`,
          ]
        : [`DTSTART:${utcOf(when.from)}`, `DTEND:${utcOf(when.to)}`]),
      `SUMMARY:${escapeText(summary)}`,
      ...(description ? [`DESCRIPTION:${escapeText(description)}`] : []),
      ...(url ? [`URL:${url.replace(/\s/g, encodeURIComponent)}`] : []),
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    ];
  }
}

/** RFC 5545, 3.3.11. Other control characters have no place in a calendar. */
export function escapeText(text: string): string {
  return text
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\r\n|\r|\n/g, '\\n')
    .replace(/(?!\t)\p{Cc}/gu, '');
}

/** RFC 5545, 3.1: lines of at most 75 octets; no character is cut in two. */
export function foldLine(line: string): string {
  const folded: string[] = [];
  let part = '';
  let octets = 0;
  for (const character of line) {
    const own = Buffer.byteLength(character);
    if (octets + own > LINE_OCTETS) {
      folded.push(part);
      part = ' ';
      octets = 1;
    }
    part += character;
    octets += own;
  }
  return [...folded, part].join('\r\n');
}

/** RFC 5545, 3.3.5, form 2. */
function utcOf(instant: Date): string {
  return instant.toISOString().replace(/[-:]|\.\d+/g, '');
}

function dateOf(day: string): string {
  return day.replace(/-/g, '');
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + 86_400_000)
    .toISOString()
    .slice(0, 10);
}
