import { ByteTable } from './ByteTable';
import { Attributes, Span, SPAN_KIND } from './model';
import { ProtobufReader } from './ProtobufReader';
import { isPublicIpv4 } from './publicIpv4';
import { readResource, withScope } from './readProtobufCommon';
import { readSpan } from './readProtobufTraces';
import { ScannedSpans, toMs } from './ScannedSpans';
import { templateHash } from './templateHash';

/** Resource and scope of spans, as far as their attributes matter. */
export interface SpanGroup {
  attributes: Attributes;
  /** When the spans of the scanned body ended, first and last. */
  firstMs: number;
  lastMs: number;
}

/** What is made of all spans that agree on what matters. */
export interface SpanShape {
  /** Whether a span of this shape is wanted at all. */
  isWanted: boolean;
}

/** How the value of an attribute tells spans apart. */
export type AttributeUse =
  | 'value'
  /** A path or URL: by its template and host. */
  | 'template'
  /** The same, but not at all where an attribute of the use `route` is there. */
  | 'template-without-route'
  | 'route'
  /** An address: all public ones are alike. */
  | 'address'
  /** A list matters as well as a value. */
  | 'value-or-list'
  /** One of the headers: not at all. */
  | 'header';

const NO_NUMBER = -1;

/** Past one of these everything that was remembered is forgotten. */
const MAX_REMEMBERED = 32_768;
const MAX_REMEMBERED_BYTES = 8 * 1024 * 1024;

/** 2100-01-01 as the upper half of nanoseconds since 1970. */
const LATEST_HIGH = Math.floor(4_102_444_800_000_000_000 / 2 ** 32);

/** A span of which more attributes matter is unusual. */
const MAX_PARTS = 80;
const MAX_TEMPLATES = 16;

/** Attributes that do not matter are told apart only as far as it helps to recognise them quickly. */
const MAX_KEYS = 1_024;
const MAX_EXPECTED = 32;
/** Group, kind, status and trace state, and one to spare for the name. */
const HEAD_PARTS = 4;

const USE = {
  value: 0,
  template: 1,
  'template-without-route': 2,
  route: 3,
  address: 4,
  header: 5,
  'value-or-list': 6,
} as const;

// Tags: number and wire type of the fields, as opentelemetry-proto has them.
const RESOURCE_SPANS = 0x0a;
const RESOURCE = 0x0a;
const SCOPE_SPANS = 0x12;
const SCOPE = 0x0a;
const SPANS = 0x12;
const SCHEMA_URL = 0x1a;
const TRACE_ID = 0x0a;
const SPAN_ID = 0x12;
const TRACE_STATE = 0x1a;
const PARENT_SPAN_ID = 0x22;
const NAME = 0x2a;
const KIND = 0x30;
const START_TIME = 0x39;
const END_TIME = 0x41;
const ATTRIBUTES = 0x4a;
const LINKS = 0x6a;
const STATUS = 0x7a;
const STATUS_MESSAGE = 0x12;
const STATUS_CODE = 0x18;
const KEY = 0x0a;
const KEY_VALUE = 0x12;
const STRING_VALUE = 0x0a;
const FIRST_LIST_VALUE = 0x2a;

// Two low bits tell the kinds of parts apart, which are numbered by themselves.
const VALUE_PART = 0;
const TEMPLATE_PART = 1;
const ADDRESS_PART = 2;

/**
 * Reads the spans of an `ExportTraceServiceRequest` without making objects of
 * them. What tells spans apart for attribution is their shape: resource,
 * scope, kind, status and the attributes that matter. Only the first span of
 * each shape is read in full. It knows how SDKs and Collectors write; where
 * anything is written otherwise, or is wrong, it leaves the body to the reader
 * that knows everything. It checks what it uses, and steps over the rest.
 *
 * Source: https://protobuf.dev/programming-guides/encoding/
 */
export class SpanScanner<Shape extends SpanShape> {
  readonly #createShape: (span: Span) => Shape;
  readonly #isRelevant: (attribute: string) => boolean;
  readonly #samplingPart: (traceState: string) => string;
  readonly #keys = new ByteTable();
  /** The number of the key that stood at each place of the span before. */
  readonly #expectedKeys = new Int32Array(MAX_EXPECTED).fill(NO_NUMBER);
  /** The number of the value that each key had last. */
  readonly #lastValues: Int32Array;
  readonly #uses: Uint8Array;
  /** Whether the name of a span that has this attribute does not matter. */
  readonly #isInsteadOfName: Uint8Array;
  /** Which header an attribute is, counted from one. */
  readonly #headerOf: Uint8Array;
  /** Start and end of each header of the span at hand. */
  readonly #headerAt: Int32Array;
  readonly #spans = new ScannedSpans<Shape>();
  readonly #touched = new Set<SpanGroup>();
  #values = new ByteTable();
  /** Numbers of templates, by their hash, for each key. */
  #templates: Array<Map<number, number>> = [];
  #templateCount = 0;
  #states = new Map<string, number>();
  #groupBytes = new ByteTable();
  /** By the numbers of the bytes of resource and scope. */
  #groupNumbers = new Map<number, number>();
  #groupsByText = new Map<string, number>();
  #groups: SpanGroup[] = [];
  /** The number of the resource at hand, once a scope of it asked. */
  #resource = NO_NUMBER;
  #shapeParts = new ByteTable();
  #shapes: Shape[] = [];
  // What tells the span at hand apart, as numbers and as their bytes.
  readonly #parts = new Int32Array(MAX_PARTS);
  readonly #partBytes = new Uint8Array(this.#parts.buffer);
  readonly #partView = new DataView(this.#parts.buffer);
  /** Paths and URLs of the span at hand: key, start and end. */
  readonly #pending = new Int32Array(MAX_TEMPLATES * 3);
  /** Where the varint that was read last ended. */
  #next = 0;

  constructor(options: {
    /** The attributes that matter, and how. */
    attributes: ReadonlyMap<string, AttributeUse>;
    /** Where one of these has a value, a span's name does not matter. */
    insteadOfName: ReadonlySet<string>;
    /** Attributes of which it is noted where their value stands, whatever their use. */
    headers?: readonly string[];
    /** What of a trace state matters. */
    samplingPart: (traceState: string) => string;
    /** Makes something of the first span of its shape, with the attributes that matter. */
    createShape: (span: Span) => Shape;
  }) {
    const { attributes, insteadOfName, headers = [] } = options;
    this.#createShape = options.createShape;
    this.#samplingPart = options.samplingPart;
    this.#isRelevant = attribute => attributes.has(attribute);
    this.#uses = new Uint8Array(attributes.size);
    this.#isInsteadOfName = new Uint8Array(attributes.size);
    this.#lastValues = new Int32Array(attributes.size).fill(NO_NUMBER);
    this.#headerOf = new Uint8Array(attributes.size);
    this.#headerAt = new Int32Array(headers.length * 2);
    for (const [name, use] of attributes) {
      const bytes = Buffer.from(name);
      const number = this.#keys.numberOf(
        bytes,
        viewOf(bytes),
        0,
        bytes.length,
        0,
      );
      this.#uses[number] = USE[use];
      this.#isInsteadOfName[number] = insteadOfName.has(name) ? 1 : 0;
      this.#headerOf[number] = headers.indexOf(name) + 1;
    }
  }

  /** Groups of the spans that were scanned last. */
  get groups(): Iterable<SpanGroup> {
    return this.#touched;
  }

  /**
   * Reads a body. What it returns holds until the next call.
   *
   * @returns undefined where the body is to be read in full
   * @throws OtlpError with status 400 where it is no OTLP
   */
  scan(bytes: Uint8Array): ScannedSpans<Shape> | undefined {
    this.#forgetMuch();
    this.#spans.clear();
    this.#touched.clear();
    const view = viewOf(bytes);
    const end = bytes.length;
    for (let at = 0; at < end;) {
      const tag = bytes[at];
      const length = this.#varint(bytes, at + 1, end);
      const start = this.#next;
      at = start + length;
      if (
        tag !== RESOURCE_SPANS ||
        at > end ||
        !this.#scanResourceSpans(bytes, view, start, at)
      ) {
        return undefined;
      }
    }
    this.#spans.linksFrom[this.#spans.size] = this.#spans.links;
    return this.#spans;
  }

  #scanResourceSpans(
    bytes: Uint8Array,
    view: DataView,
    start: number,
    end: number,
  ): boolean {
    let resourceAt = start;
    let resourceEnd = start;
    this.#resource = NO_NUMBER;
    for (let at = start; at < end;) {
      const isFirst = at === start;
      const tag = bytes[at];
      const length = this.#varint(bytes, at + 1, end);
      const from = this.#next;
      at = from + length;
      if (at > end) {
        return false;
      }
      if (tag === RESOURCE && isFirst) {
        resourceAt = from;
        resourceEnd = at;
      } else if (tag === SCOPE_SPANS) {
        const isUsual = this.#scanScopeSpans(
          bytes,
          view,
          from,
          at,
          resourceAt,
          resourceEnd,
        );
        if (!isUsual) {
          return false;
        }
      } else if (tag !== SCHEMA_URL) {
        return false;
      }
    }
    return true;
  }

  #scanScopeSpans(
    bytes: Uint8Array,
    view: DataView,
    start: number,
    end: number,
    resourceAt: number,
    resourceEnd: number,
  ): boolean {
    let scopeAt = start;
    let scopeEnd = start;
    let group = -1;
    for (let at = start; at < end;) {
      const isFirst = at === start;
      const tag = bytes[at];
      const length = this.#varint(bytes, at + 1, end);
      const from = this.#next;
      at = from + length;
      if (at > end) {
        return false;
      }
      if (tag === SPANS) {
        if (group < 0) {
          const resource = [resourceAt, resourceEnd] as const;
          group = this.#groupOf(bytes, view, resource, [scopeAt, scopeEnd]);
        }
        if (!this.#scanSpan(bytes, view, from, at, group)) {
          return false;
        }
      } else if (tag === SCOPE && isFirst) {
        scopeAt = from;
        scopeEnd = at;
      } else if (tag !== SCHEMA_URL) {
        return false;
      }
    }
    return true;
  }

  /** The number of the group that resource and scope make. */
  #groupOf(
    bytes: Uint8Array,
    view: DataView,
    [resourceAt, resourceEnd]: readonly [number, number],
    [scopeAt, scopeEnd]: readonly [number, number],
  ): number {
    const table = this.#groupBytes;
    if (this.#resource < 0) {
      this.#resource = table.numberOf(bytes, view, resourceAt, resourceEnd, 0);
    }
    const scope = table.numberOf(bytes, view, scopeAt, scopeEnd, 1);
    const key = this.#resource * 2 ** 26 + scope;
    let number = this.#groupNumbers.get(key);
    if (number === undefined) {
      const { attributes } = withScope(
        readResource(new ProtobufReader(bytes, resourceAt, resourceEnd, 2)),
        new ProtobufReader(bytes, scopeAt, scopeEnd, 3),
      );
      // Many processes differ in nothing that matters.
      const relevant = [...attributes].filter(([name]) =>
        this.#isRelevant(name),
      );
      const text = JSON.stringify(relevant);
      number = this.#groupsByText.get(text);
      if (number === undefined) {
        number = this.#groups.length;
        this.#groups.push({
          attributes: new Map(relevant),
          firstMs: Infinity,
          lastMs: -Infinity,
        });
        this.#groupsByText.set(text, number);
      }
      this.#groupNumbers.set(key, number);
    }
    const group = this.#groups[number];
    if (!this.#touched.has(group)) {
      this.#touched.add(group);
      group.firstMs = Infinity;
      group.lastMs = -Infinity;
    }
    return number;
  }

  #scanSpan(
    bytes: Uint8Array,
    view: DataView,
    start: number,
    end: number,
    groupNumber: number,
  ): boolean {
    const parts = this.#parts;
    const pending = this.#pending;
    const spans = this.#spans;
    const expectedKeys = this.#expectedKeys;
    const lastValues = this.#lastValues;
    const linksBefore = spans.links;
    const headerOf = this.#headerOf;
    const headerAt = this.#headerAt;
    let hasHeaders = false;
    let nth = 0;
    let size = HEAD_PARTS;
    let templates = 0;
    let hasRoute = false;
    let needsName = true;
    let kind = 0;
    let status = 0;
    let state = 0;
    let traceAt = -1;
    let spanAt = -1;
    let parentAt = -1;
    let nameAt = 0;
    let nameEnd = 0;
    let startHigh = 0;
    let startLow = 0;
    let endHigh = 0;
    let endLow = 0;

    let at = start;
    while (at < end) {
      const tag = bytes[at];
      at += 1;
      if (tag === ATTRIBUTES) {
        let length = bytes[at];
        let from = at + 1;
        if (length > 127) {
          length = this.#varint(bytes, at, end);
          from = this.#next;
        }
        at = from + length;
        if (!(at <= end)) {
          return false;
        }
        if (kind === SPAN_KIND.internal) {
          continue;
        }
        const keyLength = bytes[from + 1];
        const keyEnd = from + 2 + keyLength;
        if (
          bytes[from] !== KEY ||
          keyLength > 127 ||
          keyEnd + 2 > at ||
          bytes[keyEnd] !== KEY_VALUE
        ) {
          return false;
        }
        // Spans that follow one another mostly have the same attributes in the same order.
        let key = expectedKeys[nth];
        if (!this.#keys.holds(key, bytes, view, from + 2, keyEnd)) {
          key = this.#keyOf(bytes, view, from + 2, keyEnd);
          expectedKeys[nth] = key;
        }
        nth = (nth + 1) % MAX_EXPECTED;
        if (key < 0 || key >= this.#uses.length) {
          continue;
        }
        let valueLength = bytes[keyEnd + 1];
        let valueAt = keyEnd + 2;
        if (valueLength > 127) {
          valueLength = this.#varint(bytes, keyEnd + 1, at);
          valueAt = this.#next;
        }
        if (valueAt + valueLength !== at || size + templates > MAX_PARTS - 2) {
          return false;
        }
        const header = headerOf[key];
        if (header > 0) {
          if (!hasHeaders) {
            headerAt.fill(0);
          }
          hasHeaders = true;
          headerAt[header * 2 - 2] = valueAt;
          headerAt[header * 2 - 1] = at;
          if (this.#uses[key] === USE.header) {
            continue;
          }
        }
        // Lists, maps and bytes, and no value at all, are as if not there.
        if (valueLength === 0) {
          continue;
        }
        const use = this.#uses[key];
        if (bytes[valueAt] >= FIRST_LIST_VALUE) {
          if (this.#skip(bytes, valueAt, at) !== at) {
            return false;
          }
          if (use !== USE['value-or-list']) {
            continue;
          }
        }
        if (this.#isInsteadOfName[key] === 1 && valueLength > 2) {
          needsName = false;
        }
        if (use === USE.template || use === USE['template-without-route']) {
          if (templates === MAX_TEMPLATES) {
            return false;
          }
          pending[templates * 3] = key;
          pending[templates * 3 + 1] = valueAt;
          pending[templates * 3 + 2] = at;
          templates += 1;
          continue;
        }
        hasRoute ||= use === USE.route && valueLength > 2;
        if (
          use === USE.address &&
          bytes[valueAt] === STRING_VALUE &&
          isPublicIpv4(bytes, valueAt + 2, at)
        ) {
          parts[size] = key * 4 + ADDRESS_PART;
        } else {
          let value = lastValues[key];
          if (!this.#values.holds(value, bytes, view, valueAt, at)) {
            value = this.#values.numberOf(bytes, view, valueAt, at, key);
            lastValues[key] = value;
          }
          parts[size] = value * 4 + VALUE_PART;
        }
        size += 1;
        continue;
      }
      switch (tag) {
        case TRACE_ID:
          if (bytes[at] !== 16) {
            return false;
          }
          traceAt = at + 1;
          at += 17;
          break;
        case SPAN_ID:
          if (bytes[at] !== 8) {
            return false;
          }
          spanAt = at + 1;
          at += 9;
          break;
        case PARENT_SPAN_ID:
          if (bytes[at] !== 8 && bytes[at] !== 0) {
            return false;
          }
          parentAt = bytes[at] === 8 ? at + 1 : -1;
          at += 1 + bytes[at];
          break;
        case KIND:
          kind = bytes[at];
          at += 1;
          if (kind > 127) {
            return false;
          }
          break;
        case START_TIME:
          if (at + 8 > end) {
            return false;
          }
          startLow = view.getUint32(at, true);
          startHigh = view.getUint32(at + 4, true);
          at += 8;
          break;
        case END_TIME:
          if (at + 8 > end) {
            return false;
          }
          endLow = view.getUint32(at, true);
          endHigh = view.getUint32(at + 4, true);
          at += 8;
          break;
        default: {
          const from = at;
          at = this.#skip(bytes, at - 1, end);
          if (at < 0) {
            return false;
          }
          if (tag === NAME) {
            nameAt = from;
            nameEnd = at;
          } else if (tag === STATUS) {
            this.#varint(bytes, from, end);
            status = this.#statusOf(bytes, this.#next, at);
            if (status < 0) {
              return false;
            }
          } else if (tag === TRACE_STATE) {
            this.#varint(bytes, from, end);
            state = this.#stateOf(bytes, this.#next, at);
          } else if (tag === LINKS) {
            this.#varint(bytes, from, end);
            if (!this.#addLink(bytes, this.#next, at)) {
              return false;
            }
          }
        }
      }
    }

    if (
      at !== end ||
      traceAt < 0 ||
      spanAt < 0 ||
      (view.getInt32(traceAt) |
        view.getInt32(traceAt + 4) |
        view.getInt32(traceAt + 8) |
        view.getInt32(traceAt + 12)) ===
        0 ||
      (view.getInt32(spanAt) | view.getInt32(spanAt + 4)) === 0 ||
      startHigh + startLow === 0 ||
      endHigh >= LATEST_HIGH ||
      endHigh < startHigh ||
      (endHigh === startHigh && endLow < startLow)
    ) {
      return false;
    }

    spans.count += 1;
    const group = this.#groups[groupNumber];
    const endMs = toMs(endHigh, endLow);
    group.firstMs = Math.min(group.firstMs, endMs);
    group.lastMs = Math.max(group.lastMs, endMs);
    if (kind === SPAN_KIND.internal) {
      spans.links = linksBefore;
      return true;
    }

    parts[0] = groupNumber;
    parts[1] = kind;
    parts[2] = status;
    parts[3] = state;
    for (let each = 0; each < templates * 3; each += 3) {
      const key = pending[each];
      if (!hasRoute || this.#uses[key] === USE.template) {
        parts[size] = this.#templateOf(
          bytes,
          view,
          pending[each + 1],
          pending[each + 2],
          key,
        );
        size += 1;
      }
    }
    if (needsName && nameEnd > 0) {
      // A field's value has tag and length before it too.
      parts[size] = this.#templateOf(
        bytes,
        view,
        nameAt - 1,
        nameEnd,
        this.#uses.length,
      );
      size += 1;
    }
    let number = this.#shapeParts.find(
      this.#partBytes,
      this.#partView,
      0,
      size * 4,
      0,
    );
    if (number < 0) {
      const reader = new ProtobufReader(bytes, start, end, 3);
      const span = readSpan(reader, group.attributes, this.#isRelevant);
      this.#shapes.push(this.#createShape(span));
      number = this.#shapeParts.numberOf(
        this.#partBytes,
        this.#partView,
        0,
        size * 4,
        0,
      );
    }
    const shape = this.#shapes[number];
    if (!shape.isWanted) {
      spans.links = linksBefore;
      return true;
    }

    spans.grow();
    const row = spans.size;
    spans.shapes.push(shape);
    spans.startHigh[row] = startHigh;
    spans.startLow[row] = startLow;
    spans.endHigh[row] = endHigh;
    spans.endLow[row] = endLow;
    spans.traceAt[row] = traceAt;
    spans.spanAt[row] = spanAt;
    spans.parentAt[row] = parentAt;
    spans.linksFrom[row] = linksBefore;
    if (hasHeaders) {
      spans.headers.push(row, ...headerAt);
    }
    spans.size = row + 1;
    return true;
  }

  /** The part that stands for a path or URL, from its type byte on. */
  #templateOf(
    bytes: Uint8Array,
    view: DataView,
    valueAt: number,
    end: number,
    key: number,
  ): number {
    // The first byte is the tag of text, and the next its length.
    const isText = key === this.#uses.length || bytes[valueAt] === STRING_VALUE;
    const length = isText ? this.#varint(bytes, valueAt + 1, end) : -1;
    // No text is as no attribute; a query alone, which has the same template, is not.
    const hash =
      length > 0 && this.#next + length === end
        ? templateHash(bytes, this.#next, end)
        : -1;
    if (hash < 0) {
      return (
        this.#values.numberOf(bytes, view, valueAt, end, key) * 4 + VALUE_PART
      );
    }
    this.#templates[key] ??= new Map();
    const known = this.#templates[key];
    let number = known.get(hash);
    if (number === undefined) {
      number = this.#templateCount;
      this.#templateCount += 1;
      known.set(hash, number);
    }
    return number * 4 + TEMPLATE_PART;
  }

  /** The key's number; those that do not matter have numbers past all others, as far as there is room. */
  #keyOf(
    bytes: Uint8Array,
    view: DataView,
    start: number,
    end: number,
  ): number {
    return this.#keys.size < MAX_KEYS
      ? this.#keys.numberOf(bytes, view, start, end, 0)
      : this.#keys.find(bytes, view, start, end, 0);
  }

  /** A number for what of a trace state matters. */
  #stateOf(bytes: Uint8Array, start: number, end: number): number {
    const text = this.#samplingPart(
      Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString(
        'latin1',
      ),
    );
    const known = this.#states.get(text);
    const number = known ?? this.#states.size + 1;
    if (known === undefined) {
      this.#states.set(text, number);
    }
    return number;
  }

  /** The code of a `Status`; -1 where it is unusual. */
  #statusOf(bytes: Uint8Array, start: number, end: number): number {
    let code = 0;
    for (let at = start; at < end;) {
      const tag = bytes[at];
      if (tag === STATUS_CODE) {
        code = bytes[at + 1];
        at += 2;
      } else if (tag === STATUS_MESSAGE) {
        const length = this.#varint(bytes, at + 1, end);
        at = this.#next + length;
      } else {
        return -1;
      }
      if (at > end || code > 127) {
        return -1;
      }
    }
    return code;
  }

  /** Takes a `Link`; false where it is unusual. */
  #addLink(bytes: Uint8Array, start: number, end: number): boolean {
    let traceAt = -1;
    let spanAt = -1;
    for (let at = start; at < end;) {
      const tag = bytes[at];
      if (tag === TRACE_ID && bytes[at + 1] === 16) {
        traceAt = at + 2;
      } else if (tag === SPAN_ID && bytes[at + 1] === 8) {
        spanAt = at + 2;
      }
      at = this.#skip(bytes, at, end);
      if (at < 0) {
        return false;
      }
    }
    if (traceAt < 0 || spanAt < 0) {
      return false;
    }
    this.#spans.addLink(traceAt, spanAt);
    return true;
  }

  /** Where the field ends whose tag stands here; -1 where it does not. */
  #skip(bytes: Uint8Array, tagAt: number, end: number): number {
    const tag = this.#varint(bytes, tagAt, end);
    let at = this.#next;
    switch (tag % 8) {
      case 0:
        while (at < end && bytes[at] > 127) {
          at += 1;
        }
        at += 1;
        break;
      case 1:
        at += 8;
        break;
      case 2: {
        const length = this.#varint(bytes, at, end);
        at = this.#next + length;
        break;
      }
      case 5:
        at += 4;
        break;
      default:
        return -1;
    }
    return at <= end ? at : -1;
  }

  /** A length or tag; one that fits nowhere where there is none. */
  #varint(bytes: Uint8Array, start: number, end: number): number {
    let value = 0;
    let factor = 1;
    for (let at = start; at < end && at < start + 5; at += 1) {
      const byte = bytes[at];
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) {
        this.#next = at + 1;
        return value;
      }
      factor *= 128;
    }
    this.#next = end;
    return Infinity;
  }

  #forgetMuch(): void {
    const isMuch =
      this.#shapes.length > MAX_REMEMBERED ||
      this.#templateCount > MAX_REMEMBERED ||
      this.#states.size > MAX_REMEMBERED ||
      this.#groupNumbers.size > MAX_REMEMBERED ||
      [this.#values, this.#groupBytes].some(
        ({ size, bytes }) =>
          size > MAX_REMEMBERED || bytes > MAX_REMEMBERED_BYTES,
      );
    if (isMuch) {
      this.forget();
    }
  }

  /** Forgets all shapes, and whatever they were told apart by. */
  forget(): void {
    this.#values = new ByteTable();
    this.#lastValues.fill(NO_NUMBER);
    this.#templates = [];
    this.#templateCount = 0;
    this.#states = new Map();
    this.#groupBytes = new ByteTable();
    this.#groupNumbers = new Map();
    this.#groupsByText = new Map();
    this.#groups = [];
    this.#shapeParts = new ByteTable();
    this.#shapes = [];
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
