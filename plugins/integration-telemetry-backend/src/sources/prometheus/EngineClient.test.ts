import { OutboundGuard } from '@tieline/plugin-integrations-node';
import { createServer, RequestListener, Server } from 'http';
import { AddressInfo } from 'net';
import { EngineClient } from './EngineClient';
import { EngineMeter } from './EngineMeter';
import { readEngines } from './readEngines';
import { ConfigReader } from '@backstage/config';

const nowMs = Date.parse('2026-11-25T12:00:00Z');

describe('EngineClient', () => {
  let server: Server;
  let answer: RequestListener;
  const asked: Array<{ url?: string; headers: object; body: string }> = [];
  const meter = new EngineMeter();

  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', chunk => {
        body += chunk;
      });
      request.on('end', () => {
        asked.push({ url: request.url, headers: request.headers, body });
        answer(request, response);
      });
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
  });

  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  function createClient(options: object = {}): EngineClient {
    const { port } = server.address() as AddressInfo;
    const [config] = readEngines([
      new ConfigReader({
        name: 'main',
        url: `http://127.0.0.1:${port}/prometheus/`,
        ...options,
      }),
    ]);
    const guard = new OutboundGuard({ allowPrivateAddresses: true });
    return new EngineClient({ config, guard, meter, now: () => nowMs });
  }

  const json = (body: object, status = 200): RequestListener => {
    return (_, response) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
  };

  it('asks with the credentials and the tenant that are configured', async () => {
    answer = json({
      status: 'success',
      data: {
        resultType: 'vector',
        result: [{ metric: { a: 'b' }, value: [1_764_072_000, '3.5'] }],
      },
    });

    const found = await createClient({
      auth: { username: 'tieline', password: 'secret' },
      headers: { 'X-Scope-OrgID': 'shop' },
    }).query('up{}', nowMs);

    expect(found).toEqual([
      {
        labels: { a: 'b' },
        samples: [{ atMs: 1_764_072_000_000, value: 3.5 }],
      },
    ]);
    const { url, headers, body } = asked.at(-1)!;
    expect(url).toBe('/prometheus/api/v1/query');
    expect(headers).toMatchObject({
      authorization: `Basic ${Buffer.from('tieline:secret').toString('base64')}`,
      'x-scope-orgid': 'shop',
    });
    expect(new URLSearchParams(body).get('query')).toBe('up{}');
  });

  it.each<[string, RequestListener, RegExp, boolean]>([
    [
      'what the engine says of a question',
      json({ status: 'error', error: 'parse error: unexpected }' }, 400),
      /main answers with status 400: parse error: unexpected \}/,
      true,
    ],
    [
      'a page instead of an answer',
      (_, response) => response.end('<html>Sign in</html>'),
      /main answers with status 200: <html>Sign in/,
      true,
    ],
    [
      'an answer that is too long',
      (_, response) => response.end(' '.repeat(5_000)),
      /more than 4096 bytes: raise maxResponseBytes/,
      true,
    ],
    [
      'an answer that does not come',
      () => {},
      /did not answer within 200 ms/,
      false,
    ],
  ])('tells in words of %s', async (_, listener, words, isReachable) => {
    answer = listener;
    const client = createClient({
      timeout: { milliseconds: 200 },
      maxResponseBytes: 4_096,
    });

    await expect(client.query('up', nowMs)).rejects.toThrow(words);

    expect(meter.isReachable).toBe(isReachable);
    expect(meter.lastError).toMatch(words);
  });

  it('goes nowhere else, and takes no credentials there', async () => {
    const before = asked.length;
    answer = (_, response) => {
      response.writeHead(302, { location: 'http://elsewhere.example/' });
      response.end();
    };

    await expect(
      createClient({ auth: { token: 'secret' } }).query('up', nowMs),
    ).rejects.toThrow(/sends elsewhere.*http:\/\/elsewhere\.example\//);

    expect(asked).toHaveLength(before + 1);
  });
});
