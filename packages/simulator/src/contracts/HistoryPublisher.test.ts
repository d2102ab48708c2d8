import { createServer, IncomingMessage, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { ContractHistory } from './ContractHistory';
import { HistoryPublisher } from './HistoryPublisher';
import { readContractHistories } from './readContractHistories';

const nowMs = Date.parse('2026-11-26T12:00:00Z');
const history: ContractHistory = {
  contract: 'kafka-main/orders/status',
  title: 'Order status',
  mode: 'BACKWARD',
  versions: [
    version('1', 90),
    { ...version('2', 40), override: 'Agreed' },
    { ...version('3', 2), refused: true },
  ],
};

function version(name: string, daysAgo: number) {
  return {
    version: name,
    daysAgo,
    changelog: `Version ${name}`,
    text: `{"title": "${name}"}`,
    refused: false,
  };
}

/** A registry with one contract, which refuses version 3. */
class TestRegistry {
  readonly published: any[] = [];
  readonly refused: any[] = [];
  readonly settings: any[] = [];
  readonly authorizations = new Set<string | undefined>();
  /** Answers of a portal that is starting, before the first real one. */
  away = 2;
  readonly #server: Server;

  constructor() {
    this.#server = createServer(async (request, response) => {
      const [status, body] = await this.#answer(request);
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(body));
    });
  }

  async start(): Promise<string> {
    await new Promise<void>(done => {
      this.#server.listen(0, '127.0.0.1', done);
    });
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  stop() {
    this.#server.close();
  }

  async #answer(request: IncomingMessage): Promise<[number, object]> {
    this.authorizations.add(request.headers.authorization);
    const body = await readText(request);
    const path =
      '/api/integration-contracts/v1/contracts/kafka-main/orders%2Fstatus';
    this.away -= 1;
    if (this.away >= 0 || !request.url!.startsWith(path)) {
      return [404, error('NotFoundError', 'No such contract')];
    }
    if (request.method === 'PUT') {
      this.settings.push(JSON.parse(body));
    }
    if (request.method !== 'POST') {
      return [200, { allVersions: this.published, refusals: this.refused }];
    }
    const publication = JSON.parse(body);
    if (publication.version === '3') {
      this.refused.push(publication);
      return [409, error('ConflictError', 'It breaks')];
    }
    this.published.push(publication);
    return [201, {}];
  }
}

function error(name: string, message: string) {
  return { error: { name, message }, response: { statusCode: 0 } };
}

describe('the histories of contracts', () => {
  const registry = new TestRegistry();
  const said: string[] = [];
  const waits: number[] = [];
  let publisher: HistoryPublisher;

  beforeAll(async () => {
    publisher = new HistoryPublisher({
      url: `${await registry.start()}/`,
      token: 'pipeline',
      signal: new AbortController().signal,
      wait: async ms => {
        waits.push(ms);
      },
      log: message => said.push(message),
    });
  });

  afterAll(() => registry.stop());

  it('are published with their dates once the portal is there, and only once', async () => {
    await publisher.publish([history], nowMs);
    await publisher.publish([history], nowMs + 60_000);
    expect(waits).toEqual([1_000, 2_000]);
    expect(registry.authorizations).toEqual(new Set(['Bearer pipeline']));
    expect(registry.settings).toEqual([
      { title: 'Order status', mode: 'BACKWARD' },
    ]);
    expect(registry.published).toEqual([
      expect.objectContaining({
        version: '1',
        changelog: 'Version 1',
        source: 'git',
        publishedAt: '2026-08-28T12:00:00.000Z',
      }),
      expect.objectContaining({
        version: '2',
        override: { reason: 'Agreed' },
        publishedAt: '2026-10-17T12:00:00.000Z',
      }),
    ]);
    expect(registry.refused).toHaveLength(1);
    expect(said.filter(line => line.includes('left out'))).toEqual([]);
  });

  it('leave out a contract whose version is refused unexpectedly, say so, and go on', async () => {
    const unexpected = { ...history, versions: [version('3', 1)] };
    registry.refused.length = 0;
    said.length = 0;
    const more = { ...history, versions: [version('4', 1)] };
    await publisher.publish([unexpected, more], nowMs);
    expect(said).toEqual([
      'the history of kafka-main/orders/status is left out: Request failed with 409 Conflict',
    ]);
    expect(registry.published.at(-1).version).toBe('4');
  });

  it('of the demo can be read: eighteen contracts, one of them with a version that is refused', async () => {
    const { contracts, endings } = await readContractHistories(
      join(__dirname, '../../contracts'),
    );
    expect(new Set(contracts.map(({ contract }) => contract)).size).toBe(18);
    expect(endings).toHaveLength(3);
    expect(
      contracts.filter(({ versions }) => versions.some(one => one.refused)),
    ).toHaveLength(1);
  });
});
