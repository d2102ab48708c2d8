const identifiers: RegExp[] = [
  /^\d+$/,
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  // Long hexadecimal text, and keys that mix letters with several digits.
  /^(?=.*\d)[0-9a-f]{8,}$/i,
  /^(?=(?:.*\d){4})[\w.~-]{8,}$/,
  /@|%40/,
  // Base64 and other opaque tokens.
  /^(?=.*[\dA-Z])[\w+/=-]{32,}$/,
];

/** The longest text that is stored as an operation. */
const MAX_LENGTH = 200;

function isIdentifier(segment: string): boolean {
  return identifiers.some(form => form.test(segment));
}

/**
 * Turns a path into a template, so that nothing personal is stored: query and
 * fragment go, and segments that look like an identifier become `{id}`.
 */
export function pathTemplate(path: string): string {
  const plain = path
    .replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '')
    // RFC 6570: a template's query.
    .replace(/\{[?&][^}]*\}/g, '')
    .split(/[?#;]/, 1)[0];
  const segments = plain
    .split('/')
    .map(segment => (isIdentifier(segment) ? '{id}' : segment));
  return bounded(segments.join('/') || '/');
}

/** Cuts identifiers out of a topic's or queue's name. */
export function topicTemplate(name: string): string {
  return bounded(
    name
      .split('.')
      .map(part => (part.length > 3 && isIdentifier(part) ? '{id}' : part))
      .join('.'),
  );
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

/** Cuts identifiers out of the words of a name, such as a consumer group's. */
export function withoutIdentifiers(name: string): string {
  return bounded(
    name
      .replace(UUID, '{id}')
      .split(/([.\-_:/])/)
      .map(part => (part.length > 3 && isIdentifier(part) ? '{id}' : part))
      .join(''),
  );
}

/** Bounds text that is stored, and takes out what no database keeps. */
export function bounded(text: string): string {
  // PostgreSQL refuses NUL, and half of a pair of code units is no text.
  return (
    text
      // eslint-disable-next-line no-control-regex -- they are what is taken out
      .replace(/[\u0000-\u001f]/g, '')
      .slice(0, MAX_LENGTH)
      .replace(/[\ud800-\udfff]/gu, '')
  );
}
