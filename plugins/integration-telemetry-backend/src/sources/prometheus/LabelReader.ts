import { CallReport } from '../../attribution/CallJudge';
import { callKindOfSpan } from '../../attribution/callKind';
import { RELEVANT_ATTRIBUTES } from '../../attribution/relevantAttributes';
import { SPAN_KIND } from '../../otlp/model';
import { Labels } from './EngineClient';

/** What dialects call the same label, the preferred name first. */
const SERVICE_LABELS = ['service_name', 'service'];
const NAME_LABELS = ['span_name', 'operation'];
const KIND_LABELS = ['span_kind'];
const STATUS_LABELS = ['status_code'];

/** They tell how calls ended: durations have no need of them. */
const OUTCOME_ATTRIBUTES = new Set([
  'http.response.status_code',
  'http.status_code',
  'rpc.response.status_code',
  'rpc.grpc.status_code',
  'rpc.connect_rpc.error_code',
  'rpc.jsonrpc.error_code',
  'error.type',
]);

const kinds: Record<string, number> = {
  SPAN_KIND_SERVER: SPAN_KIND.server,
  SPAN_KIND_CLIENT: SPAN_KIND.client,
  SPAN_KIND_PRODUCER: SPAN_KIND.producer,
  SPAN_KIND_CONSUMER: SPAN_KIND.consumer,
};

/** The type of a messaging operation, by the word for it in a span's name. */
const operationTypes: Record<string, string> = {
  publish: 'send',
  send: 'send',
  create: 'create',
  process: 'process',
  deliver: 'process',
  receive: 'receive',
  poll: 'receive',
  settle: 'settle',
  ack: 'settle',
};

/** An attribute's name as Prometheus takes it for a label. */
export function labelOf(attribute: string): string {
  return attribute.replace(/[^a-zA-Z0-9_]/g, '_');
}

/** Reads a set of labels as the report of a call that its spans were. */
export class LabelReader {
  /** The label that holds the service's name. */
  readonly service: string | undefined;
  /** By which calls are added up. */
  readonly callLabels: string[];
  /** By which durations are added up. */
  readonly durationLabels: string[];
  readonly #name: string | undefined;
  readonly #kind: string | undefined;
  readonly #status: string | undefined;
  readonly #attributes: Array<[label: string, attribute: string]>;

  /**
   * @param available - the labels that the engine has
   * @param matched - attributes that matchers read
   */
  constructor(available: readonly string[], matched: readonly string[]) {
    const has = new Set(available);
    const among = (names: string[]) => names.find(name => has.has(name));
    this.service = among(SERVICE_LABELS);
    this.#name = among(NAME_LABELS);
    this.#kind = among(KIND_LABELS);
    this.#status = among(STATUS_LABELS);
    const attributes = new Set([...RELEVANT_ATTRIBUTES, ...matched]);
    this.#attributes = [...attributes]
      .map((name): [string, string] => [labelOf(name), name])
      .filter(([label]) => has.has(label));
    const own = [this.service, this.#name, this.#kind].filter(
      label => label !== undefined,
    );
    const unique = (labels: string[]) => [...new Set(labels)].sort();
    this.callLabels = unique([
      ...own,
      ...(this.#status ? [this.#status] : []),
      ...this.#attributes.map(([label]) => label),
    ]);
    const isMatched = new Set(matched);
    this.durationLabels = unique([
      ...own,
      ...this.#attributes.flatMap(([label, attribute]) =>
        OUTCOME_ATTRIBUTES.has(attribute) && !isMatched.has(attribute)
          ? []
          : [label],
      ),
    ]);
  }

  /** The attributes that the labels were made of. */
  attributesOf(labels: Labels): Map<string, string> {
    const attributes = new Map<string, string>();
    for (const [label, attribute] of this.#attributes) {
      const value = labels[label];
      if (value) {
        attributes.set(attribute, value);
      }
    }
    const service = this.service && labels[this.service];
    if (service) {
      attributes.set('service.name', service);
    }
    return attributes;
  }

  /** Undefined where it crosses no boundary. */
  read(labels: Labels): CallReport | undefined {
    const attributes = this.attributesOf(labels);
    const name = (this.#name && labels[this.#name]) || '';
    const spanKind = kinds[(this.#kind && labels[this.#kind]) || ''];
    addFromName(attributes, name, spanKind);
    const kind = spanKind && callKindOfSpan({ kind: spanKind, attributes });
    return kind
      ? {
          source: 'metrics',
          kind,
          attributes,
          // Which of them were the resource's nobody can tell any more.
          resource: attributes,
          name,
          traceState: '',
          statusCode: /error/i.test(
            (this.#status && labels[this.#status]) || '',
          )
            ? 2
            : 0,
        }
      : undefined;
  }
}

function hasAny(attributes: Map<string, string>, names: string[]): boolean {
  return names.some(name => attributes.has(name));
}

/**
 * Adds what the conventions put into a span's name and its metrics have no
 * label for. Source: OpenTelemetry semantic conventions, "Name" of HTTP and of
 * messaging spans.
 */
function addFromName(
  attributes: Map<string, string>,
  name: string,
  kind: number | undefined,
): void {
  if (kind === SPAN_KIND.producer || kind === SPAN_KIND.consumer) {
    addMessaging(attributes, name);
    return;
  }
  const http =
    /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|HTTP)(?: (\/\S*))?$/.exec(name);
  if (!http || hasAny(attributes, ['rpc.system', 'rpc.method', 'db.system'])) {
    return;
  }
  const [, method, path] = http;
  if (!hasAny(attributes, ['http.request.method', 'http.method'])) {
    attributes.set('http.request.method', method);
  }
  if (path && !hasAny(attributes, ['url.template', 'http.route'])) {
    attributes.set(
      kind === SPAN_KIND.client ? 'url.template' : 'http.route',
      path,
    );
  }
}

function addMessaging(attributes: Map<string, string>, name: string): void {
  const words = name.split(' ');
  if (words.length !== 2) {
    return;
  }
  // The word stands first now, and stood last before.
  const [first, second] = words;
  const word = operationTypes[first] ? first : second;
  const type = operationTypes[word];
  if (!type) {
    return;
  }
  if (
    !hasAny(attributes, ['messaging.operation.type', 'messaging.operation'])
  ) {
    attributes.set('messaging.operation.type', type);
  }
  if (
    !hasAny(attributes, [
      'messaging.destination.name',
      'messaging.destination',
      'messaging.destination.template',
    ])
  ) {
    attributes.set(
      'messaging.destination.name',
      word === first ? second : first,
    );
  }
}
