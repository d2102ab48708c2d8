import { readdirSync, readFileSync } from 'node:fs';
import { createServer, IncomingMessage } from 'node:http';
import { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { parseAllDocuments } from 'yaml';
import { EvidencePusher } from './EvidencePusher';
import { PlannedEvidence } from './PlannedEvidence';
import { readPlannedEvidence } from './readPlannedEvidence';

const DAY_MS = 86_400_000;
const nowMs = Date.parse('2026-11-26T12:00:00Z');
const demo = join(__dirname, '../../pipelines/evidence.yaml');

function planOf(of: string): PlannedEvidence {
  return {
    of,
    pipeline: 'https://ci.example.com/x',
    testResults: [
      { level: 'unit', tests: 9, failed: 0, skipped: 0, every: '24h' },
    ],
    deployments: [],
    dependencies: [],
    faultTests: [],
  };
}

/** Takes evidence, each id of an entity once. */
class TestPortal {
  readonly taken = new Map<string, any>();
  readonly paths: string[] = [];
  readonly authorizations = new Set<string | undefined>();
  /** Asked before each request is looked at; a status to answer with. */
  refuse: (path: string) => number | undefined = () => undefined;
  readonly #server = createServer(async (request, response) => {
    const status = await this.#answer(request);
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end('{"accepted": []}');
  });

  async start(): Promise<string> {
    await new Promise<void>(done => {
      this.#server.listen(0, '127.0.0.1', done);
    });
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop() {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #answer(request: IncomingMessage): Promise<number> {
    const body = JSON.parse(await readText(request));
    const path = request.url!.replace('/api/integration-governance/v1/', '');
    this.paths.push(`${request.method} ${path}`);
    this.authorizations.add(request.headers.authorization);
    const refusal = this.refuse(path);
    if (refusal) {
      return refusal;
    }
    Object.values(body)
      .flat()
      .forEach((item: any) => this.taken.set(`${path} ${item.id}`, item));
    return 200;
  }
}

describe('the evidence of the landscape’s pipelines', () => {
  let portal: TestPortal;
  let url: string;
  let said: string[];
  let end: AbortController;

  beforeEach(async () => {
    portal = new TestPortal();
    url = await portal.start();
    said = [];
    end = new AbortController();
  });
  afterEach(() => portal.stop());

  const pusher = () =>
    new EvidencePusher({
      url,
      token: 'pipeline',
      signal: end.signal,
      wait: async () => {},
      log: message => said.push(message),
    });
  const clockAt = (startMs: number) => ({
    nowMs: () => startMs,
    wait: async () => {},
    rest: async () => {},
  });
  const tracking = planOf('integration:default/tracking');

  it('is pushed with the pipeline’s token once the portal knows the entity, and again without harm', async () => {
    let away = 2;
    portal.refuse = path => {
      away -= 1;
      return path.includes('tracking') && away >= 0 ? 404 : undefined;
    };
    await pusher().push([tracking], clockAt(nowMs), true);
    await pusher().push([tracking], clockAt(nowMs + 1_000), true);
    expect(portal.paths[0]).toBe(
      'POST evidence/default/tracking?kind=integration',
    );
    expect(portal.authorizations).toEqual(new Set(['Bearer pipeline']));
    expect(portal.paths).toHaveLength(4);
    expect(portal.taken.size).toBe(3);
    expect(said.at(-1)).toContain('went through after 3 attempts');
  });

  it('of an entity that is refused is left out and said, and the others are pushed', async () => {
    portal.refuse = path => (path.includes('edge') ? 400 : undefined);
    const edge = planOf('resource:default/edge');
    await pusher().push([edge, tracking], clockAt(nowMs), true);
    expect(said).toEqual([
      expect.stringContaining(
        'the evidence of resource:default/edge is left out: ',
      ),
    ]);
    expect(portal.paths).toContain('POST evidence/default/edge?kind=resource');
    expect(portal.taken.size).toBe(3);
  });

  it('goes on as runs come up, until the end', async () => {
    let timeMs = nowMs;
    const running = pusher().push(
      [tracking],
      {
        nowMs: () => timeMs,
        wait: async ms => {
          timeMs += ms;
          if (timeMs > nowMs + 5 * DAY_MS) {
            end.abort();
          }
          end.signal.throwIfAborted();
        },
        rest: async () => {},
      },
      false,
    );
    await expect(running).rejects.toThrow(/aborted/);
    const times = [...portal.taken.values()].map(({ at }) => Date.parse(at));
    expect(times).toHaveLength(8);
    expect(Math.max(...times)).toBeGreaterThan(nowMs + 4 * DAY_MS);
  });

  it('of the demo is of integrations and platforms in its catalog', async () => {
    const plans = await readPlannedEvidence(demo);
    const catalog = join(__dirname, '../../../../catalog');
    const files = [
      'platforms.yaml',
      ...readdirSync(join(catalog, 'integrations')).map(
        name => `integrations/${name}`,
      ),
    ];
    const known = files
      .flatMap(file =>
        parseAllDocuments(readFileSync(join(catalog, file), 'utf8')),
      )
      .map(document => document.toJS())
      .flatMap(entity =>
        entity
          ? [`${entity.kind.toLowerCase()}:default/${entity.metadata.name}`]
          : [],
      );
    const refs = plans.map(({ of }) => of);
    expect(refs.filter(ref => !known.includes(ref))).toEqual([]);
    expect(new Set(refs).size).toBe(refs.length);
    expect(refs).toContain('resource:default/edge-gateway');
  });
});

describe('a file of evidence', () => {
  it('is refused with the place of each mistake', async () => {
    await expect(
      readPlannedEvidence(join(__dirname, '../../scenarios/demo.yaml')),
    ).rejects.toThrow(/demo\.yaml: evidence: /);
  });
});
