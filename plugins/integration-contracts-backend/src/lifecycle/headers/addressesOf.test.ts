import { addressesOf, hostPathsOf } from './addressesOf';

const endpoints = [
  { address: 'https://Shipping.Edge.example.com/v1/shipments/', version: 'v1' },
  { address: 'https://shipping.edge.example.com:443/v1/freight-costs?week=1' },
  { address: 'https://shipping.edge.example.com/v1/shipments', version: 'v1' },
  { address: 'https://shipping.edge.example.com/v2/labels', version: 'v2' },
  { address: 'https://shipping.edge.example.com:8443/admin' },
  { address: 'http://shipping.edge.example.com/plain' },
  { address: 'https://other.example.com' },
  { address: 'https://other.example.com/orders/{id}/Lines%20{n}' },
  { address: 'shipping.edge.example.com:8443' },
  { address: 'kafka-main.example.com:9093/shipment.tracking' },
  { address: 'sftp://shipping.edge.example.com/out' },
];
const pathsOf = (host: string) =>
  addressesOf(endpoints, host).map(({ path }) => path);

describe('the addresses of an integration on a host', () => {
  it('are its HTTP paths with their versions, each once', () => {
    expect(addressesOf(endpoints, 'shipping.edge.example.com')).toEqual([
      { path: '/plain' },
      { path: '/v1/freight-costs' },
      { path: '/v1/shipments', version: 'v1' },
      { path: '/v2/labels', version: 'v2' },
    ]);
  });

  it('are found whatever the case, with a dot at the end, or in other letters', () => {
    expect(pathsOf('SHIPPING.edge.Example.com.')).toHaveLength(4);
    const one = [{ address: 'https://xn--mller-kva.example/a' }];
    expect(addressesOf(one, 'Müller.example')).toEqual([{ path: '/a' }]);
  });

  it('of a port are those of the port, and a scheme’s own port is none', () => {
    expect(pathsOf('shipping.edge.example.com:8443')).toEqual(['/admin']);
    expect(pathsOf('shipping.edge.example.com:80')).toEqual(['/plain']);
    expect(pathsOf('shipping.edge.example.com:443')).toEqual([
      '/v1/freight-costs',
      '/v1/shipments',
      '/v2/labels',
    ]);
  });

  it('may be the whole host, and keep the places of a template', () => {
    expect(pathsOf('other.example.com')).toEqual([
      '/',
      '/orders/{id}/Lines%20{n}',
    ]);
  });

  it.each(['', 'a b', 'https://other.example.com', 'u@other.example.com', ':'])(
    'are none of %j, which is no host',
    host => {
      expect(pathsOf(host)).toEqual([]);
    },
  );

  it('are all hosts with their paths where none is asked for', () => {
    expect(hostPathsOf(endpoints)).toEqual([
      {
        host: 'other.example.com',
        paths: [{ path: '/' }, { path: '/orders/{id}/Lines%20{n}' }],
      },
      {
        host: 'shipping.edge.example.com',
        paths: addressesOf(endpoints, 'shipping.edge.example.com'),
      },
      { host: 'shipping.edge.example.com:8443', paths: [{ path: '/admin' }] },
    ]);
  });
});
