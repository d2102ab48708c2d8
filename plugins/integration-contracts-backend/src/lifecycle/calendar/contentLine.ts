/** Without the line's end (RFC 5545, 3.1). */
const MAX_OCTETS = 75;

/**
 * One line of an iCalendar object (RFC 5545, 3.1), folded so that none is longer
 * than 75 octets and no character is cut in two, with its end.
 *
 * @param name - with its parameters, such as `DTSTART;VALUE=DATE`
 * @param value - escaped already where it is text
 */
export function contentLine(name: string, value: string): string {
  const lines: string[] = [];
  let line = '';
  let octets = 0;
  for (const character of `${name}:${value}`) {
    const more = Buffer.byteLength(character);
    if (octets + more > MAX_OCTETS) {
      lines.push(line);
      // The space that says "goes on" counts.
      [line, octets] = [' ', 1];
    }
    line += character;
    octets += more;
  }
  return `${[...lines, line].join('\r\n')}\r\n`;
}

/** A text as a value (RFC 5545, 3.3.11). Control characters have no way to be written. */
export function textValue(text: string): string {
  return text
    .replace(/\r\n|[\r\u2028\u2029]/g, '\n')
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\n/g, '\\n');
}

/** `20261231T093000Z` (RFC 5545, 3.3.5). */
export function utcValue(atMs: number): string {
  return new Date(atMs).toISOString().replace(/[-:]|\.\d+/g, '');
}

/** `20261231`, the day in UTC (RFC 5545, 3.3.4). */
export function dateValue(atMs: number): string {
  return utcValue(atMs).slice(0, 8);
}
