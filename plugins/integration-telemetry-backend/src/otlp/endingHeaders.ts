import { ProtobufReader } from './ProtobufReader';

/** Header fields of a response that tell of an end, as they were captured. */
export interface EndingHeaders {
  deprecation?: string[];
  sunset?: string[];
  link?: string[];
}

/**
 * The attributes that instrumentations capture them in: lists of text, one for
 * each line of the field.
 *
 * Source: https://opentelemetry.io/docs/specs/semconv/registry/attributes/http/
 */
export const ENDING_HEADERS = [
  ['http.response.header.deprecation', 'deprecation'],
  ['http.response.header.sunset', 'sunset'],
  ['http.response.header.link', 'link'],
] as const satisfies ReadonlyArray<readonly [string, keyof EndingHeaders]>;

/** A longer value is no date, and no link that anybody wrote by hand. */
const MAX_BYTES = 4_096;

/** So many lines of one field are looked at. */
const MAX_LINES = 4;

const fields = new Map<string, keyof EndingHeaders>(ENDING_HEADERS);

/** Which field an attribute holds; undefined where it holds none that tells of an end. */
export function endingHeaderOf(
  attribute: string,
): keyof EndingHeaders | undefined {
  return fields.get(attribute);
}

/** Bounds what is kept of a field. */
export function boundedLines(lines: readonly string[]): string[] {
  return lines
    .slice(0, MAX_LINES)
    .map(line => (Buffer.byteLength(line) > MAX_BYTES ? '' : line));
}

/**
 * Reads an `AnyValue` (opentelemetry/proto/common/v1) that is text or a list of
 * text. Anything else has no lines, whatever it is: nobody may lose a body by
 * what somebody else answers.
 */
export function readHeaderLines(reader: ProtobufReader): string[] {
  try {
    return readValue(reader);
  } catch {
    return [];
  }
}

function readValue(reader: ProtobufReader): string[] {
  let lines: string[] = [];
  for (let field = reader.nextField(); field; field = reader.nextField()) {
    if (field === 1) {
      lines = [reader.textWithin(MAX_BYTES)];
    } else if (field === 5) {
      lines = readList(reader.message());
    } else {
      lines = [];
      reader.skip();
    }
  }
  return lines;
}

function readList(reader: ProtobufReader): string[] {
  const lines: string[] = [];
  for (let field = reader.nextField(); field; field = reader.nextField()) {
    if (field !== 1 || lines.length === MAX_LINES) {
      reader.skip();
      continue;
    }
    const value = reader.message();
    for (let part = value.nextField(); part; part = value.nextField()) {
      if (part === 1) {
        lines.push(value.textWithin(MAX_BYTES));
      } else {
        value.skip();
      }
    }
  }
  return lines;
}
