import { createServer, Server } from 'http';
import { AddressInfo } from 'net';
import { OutboundGuard } from './OutboundGuard';
import { isPrivateAddress } from './privateAddresses';

describe('OutboundGuard', () => {
  let server: Server;
  let port: number;
  beforeAll(async () => {
    server = createServer((request, response) => {
      if (request.url === '/large') {
        response.end('x'.repeat(2_000));
      } else if (request.url === '/elsewhere') {
        response.writeHead(302, { location: '/' }).end();
      } else if (request.url !== '/silent') {
        response.end(`${request.method} ${request.headers['x-test']}`);
      }
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const open = new OutboundGuard({ allowPrivateAddresses: true });
  const at = (path: string, host = '127.0.0.1') =>
    `http://${host}:${port}${path}`;

  it('sends what it is given, and follows no redirect', async () => {
    const response = await open.request(at('/'), {
      method: 'POST',
      headers: { 'x-test': 'yes' },
      body: 'hello',
    });
    expect(response.status).toBe(200);
    expect(response.body.toString()).toBe('POST yes');
    expect((await open.request(at('/elsewhere'))).status).toBe(302);
  });

  it.each([
    ['an address', '127.0.0.1'],
    ['a name that leads there', 'localhost'],
    ['IPv6', '[::1]'],
    ['IPv4 in IPv6', '[::ffff:127.0.0.1]'],
    ['a number', '2130706433'],
  ])('keeps away from private networks: %s', async (_name, host) => {
    await expect(new OutboundGuard().request(at('/', host))).rejects.toThrow(
      'private network',
    );
  });

  it('asks allowed hosts only', async () => {
    const guard = new OutboundGuard({
      allowedHosts: ['*.example.com', '127.0.0.1'],
      allowPrivateAddresses: true,
    });
    await expect(guard.request('https://example.org/')).rejects.toThrow(
      'example.org is not among the allowed hosts',
    );
    await expect(guard.request('https://badexample.com/')).rejects.toThrow(
      'allowed hosts',
    );
    expect((await guard.request(at('/'))).status).toBe(200);
    await expect(open.request('file:///etc/passwd')).rejects.toThrow(
      'neither http nor https',
    );
  });

  it('waits no longer and takes no more than it is to', async () => {
    await expect(
      open.request(at('/silent'), { timeoutMs: 50 }),
    ).rejects.toThrow('did not answer within 50 ms');
    await expect(
      open.request(at('/large'), { maxBytes: 1_000 }),
    ).rejects.toThrow('more than 1000 bytes');
  });
});

describe('isPrivateAddress', () => {
  it.each([
    '10.1.2.3',
    '172.31.0.1',
    '169.254.169.254',
    '100.64.0.1',
    'fd00::1',
    'fe80::1',
    '::ffff:10.0.0.1',
    '0.0.0.0',
  ])('knows %s', address => expect(isPrivateAddress(address)).toBe(true));
  it.each(['8.8.8.8', '172.32.0.1', '2606:4700::1111'])('lets %s be', address =>
    expect(isPrivateAddress(address)).toBe(false),
  );
});
