import { Replay } from '@tieline/plugin-integrations-common/telemetry';
import { createHash } from 'node:crypto';
import { createServer, IncomingMessage, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

/** A data point as OTLP's JSON has it. */
export interface ReceivedPoint {
  resource: Record<string, unknown>;
  metric: string;
  attributes: Record<string, unknown>;
  fromMs: number;
  toMs: number;
  /** Calls of a histogram, else the value. */
  count: number;
}

/** A span as OTLP's JSON has it. */
export interface ReceivedSpan {
  resource: Record<string, unknown>;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  traceState?: string;
  kind: number;
  name: string;
  attributes: Record<string, unknown>;
  links: Array<{ traceId: string; spanId: string }>;
  status: { code?: number };
  startTimeUnixNano: string;
  endTimeUnixNano: string;
}

/** What the portal answers instead of success. */
export interface Refusal {
  status: number;
  headers?: Record<string, string>;
}

/**
 * The telemetry plugin's endpoints on a port of the loopback address, with
 * their rule that a body is counted once however often it comes.
 */
export class TestPortal {
  readonly points: ReceivedPoint[] = [];
  readonly spans: ReceivedSpan[] = [];
  readonly runs = new Map<string, any>();
  readonly reconciliations = new Map<string, any>();
  readonly replays = new Map<string, Replay>();
  readonly authorizations = new Set<string | undefined>();
  requestCount = 0;
  repeatedBodies = 0;
  /** Integrations in the catalog. */
  declaredCount = 2;
  /** Of these, how many the telemetry plugin knows; asked each time. */
  knownCount = () => this.declaredCount;
  /** Asked before each request is looked at. */
  refuse: (path: string) => Refusal | undefined = () => undefined;

  readonly #server: Server;
  readonly #digests = new Set<string>();

  private constructor() {
    this.#server = createServer(async (request, response) => {
      this.requestCount += 1;
      const body = await readBody(request);
      const path = request.url ?? '';
      this.authorizations.add(request.headers.authorization);
      const refusal = this.refuse(path);
      response.writeHead(refusal?.status ?? 200, {
        'Content-Type': 'application/json',
        ...refusal?.headers,
      });
      response.end(JSON.stringify(refusal ? {} : this.#answer(path, body)));
    });
  }

  static async start(): Promise<TestPortal> {
    const portal = new TestPortal();
    await new Promise<void>(done => {
      portal.#server.listen(0, '127.0.0.1', done);
    });
    return portal;
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(done => {
      this.#server.close(done);
    });
  }

  #answer(path: string, body: Buffer): object {
    const content = body.length ? JSON.parse(body.toString()) : {};
    const [, id] = path.match(/\/v1\/replays\/(.+)$/) ?? [];
    if (id) {
      const updatedAt = new Date(0).toISOString();
      this.replays.set(id, { id, ...content, updatedAt });
      return this.replays.get(id)!;
    }
    if (path.endsWith('/v1/status')) {
      return { series: 0, replays: [...this.replays.values()] };
    }
    if (path.startsWith('/api/catalog/')) {
      return { items: [], totalItems: this.declaredCount };
    }
    if (path.includes('/v1/health')) {
      return { items: [], totalItems: this.knownCount() };
    }
    if (path.endsWith('/v1/runs')) {
      content.runs.forEach((run: any) => this.runs.set(run.id, run));
      return { accepted: content.runs.length, repeated: 0 };
    }
    if (path.endsWith('/v1/reconciliations')) {
      content.reconciliations.forEach((item: any) =>
        this.reconciliations.set(item.id, item),
      );
      return { accepted: content.reconciliations.length, repeated: 0 };
    }
    const digest = createHash('sha256').update(body).digest('hex');
    if (this.#digests.has(digest)) {
      this.repeatedBodies += 1;
      return {};
    }
    this.#digests.add(digest);
    this.points.push(...readPoints(content));
    this.spans.push(...readSpans(content));
    return {};
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks);
  return request.headers['content-encoding'] === 'gzip'
    ? gunzipSync(body)
    : body;
}

function readAttributes(list: any[] = []): Record<string, unknown> {
  return Object.fromEntries(
    list.map(({ key, value }) => [key, Object.values(value)[0]]),
  );
}

function readPoints({ resourceMetrics = [] }: any): ReceivedPoint[] {
  return resourceMetrics.flatMap(({ resource, scopeMetrics }: any) =>
    scopeMetrics.flatMap(({ metrics }: any) =>
      metrics.flatMap((metric: any) => {
        const data =
          metric.exponentialHistogram ??
          metric.histogram ??
          metric.sum ??
          metric.gauge;
        return data.dataPoints.map((point: any) => ({
          resource: readAttributes(resource.attributes),
          metric: metric.name,
          attributes: readAttributes(point.attributes),
          fromMs: Number(point.startTimeUnixNano) / 1e6,
          toMs: Number(point.timeUnixNano) / 1e6,
          count: Number(point.count ?? point.asInt ?? point.asDouble),
        }));
      }),
    ),
  );
}

function readSpans({ resourceSpans = [] }: any): ReceivedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }: any) =>
    scopeSpans.flatMap(({ spans }: any) =>
      spans.map((span: any) => ({
        ...span,
        resource: readAttributes(resource.attributes),
        attributes: readAttributes(span.attributes),
      })),
    ),
  );
}
