import { isCapturedHeader, readOnlyText } from './capturedHeader';
import {
  EndingHeaders,
  endingHeaderOf,
  readHeaderLines,
} from './endingHeaders';
import { Attributes } from './model';
import { ProtobufReader } from './ProtobufReader';

/** @param mayBeList - a list stands for the only text in it */
function readValue(
  reader: ProtobufReader,
  mayBeList: boolean,
): string | undefined {
  let value: string | undefined;
  for (let field = reader.nextField(); field; field = reader.nextField()) {
    switch (field) {
      case 1:
        value = reader.text();
        break;
      case 2:
        value = String(reader.uint32() !== 0);
        break;
      case 3:
        value = String(reader.int64());
        break;
      case 4:
        value = String(reader.double());
        break;
      default:
        if (field === 5 && mayBeList) {
          value = readOnlyText(reader.message());
        } else {
          reader.skip();
        }
    }
  }
  return value;
}

/**
 * Reads one `KeyValue` (opentelemetry/proto/common/v1) into the map.
 *
 * @param keep - tells the attributes that are needed; all where it is missing
 * @param headers - takes what tells of an end; nothing does where it is missing
 */
export function readKeyValue(
  reader: ProtobufReader,
  into: Map<string, string>,
  keep?: (attribute: string) => boolean,
  headers?: EndingHeaders,
): void {
  let key = '';
  let value: string | undefined;
  let again: ProtobufReader | undefined;
  for (let field = reader.nextField(); field; field = reader.nextField()) {
    if (field === 1) {
      key = reader.text();
    } else if (field === 2) {
      const message = reader.message();
      // The key mostly stands first, and then says whether the value is one.
      again =
        headers && (key === '' || endingHeaderOf(key))
          ? message.again()
          : undefined;
      value = readValue(message, isCapturedHeader(key));
    } else {
      reader.skip();
    }
  }
  if (value !== undefined && (!keep || keep(key))) {
    into.set(key, value);
  }
  const field = headers && endingHeaderOf(key);
  if (field && again) {
    headers[field] = readHeaderLines(again);
  }
}

/** Reads the attributes of a `Resource`. */
export function readResource(reader: ProtobufReader): Attributes {
  const attributes = new Map<string, string>();
  for (let field = reader.nextField(); field; field = reader.nextField()) {
    if (field === 1) {
      readKeyValue(reader.message(), attributes);
    } else {
      reader.skip();
    }
  }
  return attributes;
}

/**
 * Where the scopes of a resource stand: `scope_spans` and its like, and
 * `instrumentation_library_spans`, which took its number along when OTLP 0.15
 * renamed it. Both hold the same fields.
 */
const SCOPES_FIELD = 2;
const LIBRARIES_FIELD = 1000;

/**
 * Walks `Export…ServiceRequest` → `Resource…` → `Scope…` → item, which all
 * signals share. A resource, with its scope's attributes behind its own, may
 * stand after its items in the bytes.
 *
 * @param visit - gets the scope's name and version beside the item
 */
export function forEachItem(
  body: Uint8Array,
  visit: (item: ProtobufReader, resource: Attributes, scope: string) => void,
): void {
  const request = new ProtobufReader(body);
  for (let field = request.nextField(); field; field = request.nextField()) {
    if (field !== 1) {
      request.skip();
      continue;
    }
    const group = request.message();
    let resource: Attributes = new Map();
    const scopes: ProtobufReader[] = [];
    for (let part = group.nextField(); part; part = group.nextField()) {
      if (part === 1) {
        resource = readResource(group.message());
      } else if (part === SCOPES_FIELD || part === LIBRARIES_FIELD) {
        scopes.push(group.message());
      } else {
        group.skip();
      }
    }
    for (const scope of scopes) {
      const items: ProtobufReader[] = [];
      let about = { attributes: resource, scope: '@' };
      for (let part = scope.nextField(); part; part = scope.nextField()) {
        if (part === 1) {
          about = withScope(resource, scope.message());
        } else if (part === 2) {
          items.push(scope.message());
        } else {
          scope.skip();
        }
      }
      items.forEach(item => visit(item, about.attributes, about.scope));
    }
  }
}

/** Collectors note on the scope what they did, such as tail sampling. */
export function withScope(
  resource: Attributes,
  scope: ProtobufReader,
): { attributes: Attributes; scope: string } {
  const attributes = new Map<string, string>();
  let name = '';
  let version = '';
  for (let field = scope.nextField(); field; field = scope.nextField()) {
    if (field === 1) {
      name = scope.text();
    } else if (field === 2) {
      version = scope.text();
    } else if (field === 3) {
      readKeyValue(scope.message(), attributes);
    } else {
      scope.skip();
    }
  }
  return {
    attributes:
      attributes.size > 0 ? new Map([...attributes, ...resource]) : resource,
    scope: `${name}@${version}`,
  };
}
