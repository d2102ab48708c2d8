/** A component with its properties and what is in it. */
export interface CalendarComponent {
  name: string;
  /** By name, with the parameters: `DTSTART;VALUE=DATE`. Values are as they were before escaping. */
  properties: Record<string, string>;
  inner: CalendarComponent[];
}

// RFC 5545, 3.1: an IANA token, and parameters without quotes as far as we write any.
const line = /^([A-Z-]+(?:;[A-Z-]+=[A-Z-]+)*):([^]*)$/;
// Of a text, RFC 5545, 3.3.11.
const text = /^(?:[^\\;,\p{Cc}\p{Surrogate}]|\t|\\[\\;,nN])*$/u;
const texts = ['SUMMARY', 'DESCRIPTION', 'NAME', 'X-WR-CALNAME', 'UID'];

/** Reads an iCalendar object, and takes nothing that RFC 5545 doesn't allow. */
export function readCalendar(stream: string): CalendarComponent {
  if (!stream.endsWith('\r\n')) {
    throw new Error('The last line has no end');
  }
  const folded = stream.slice(0, -2).split('\r\n');
  for (const one of folded) {
    if (Buffer.byteLength(one) > 75 || /[\r\n]/.test(one)) {
      throw new Error(`Too long, or no single line: ${one}`);
    }
    if (Buffer.from(one).toString() !== one) {
      throw new Error(`Cut within a character: ${one}`);
    }
  }
  const open: CalendarComponent[] = [{ name: '', properties: {}, inner: [] }];
  for (const whole of folded
    .join('\r\n')
    .replace(/\r\n[ \t]/g, '')
    .split('\r\n')) {
    const match = line.exec(whole);
    if (!match) {
      throw new Error(`No content line: ${whole}`);
    }
    const [, name, value] = match;
    const current = open[open.length - 1];
    if (name === 'BEGIN') {
      const component = { name: value, properties: {}, inner: [] };
      current.inner.push(component);
      open.push(component);
    } else if (name === 'END') {
      if (value !== current.name) {
        throw new Error(`${value} ends within ${current.name}`);
      }
      open.pop();
    } else if (name in current.properties) {
      throw new Error(`${name} is there twice`);
    } else {
      current.properties[name] = texts.includes(name) ? readText(value) : value;
    }
  }
  const [calendar, ...others] = open[0].inner;
  if (
    open.length !== 1 ||
    others.length > 0 ||
    calendar?.name !== 'VCALENDAR'
  ) {
    throw new Error('It is not one VCALENDAR');
  }
  return calendar;
}

function readText(value: string): string {
  if (!text.test(value)) {
    throw new Error(`No text: ${value}`);
  }
  return value.replace(/\\([^])/g, (_, one) => (/n/i.test(one) ? '\n' : one));
}
