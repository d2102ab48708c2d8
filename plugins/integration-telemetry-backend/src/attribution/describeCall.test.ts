import { describeCall, isDatabaseCall } from './describeCall';

const map = (values: Record<string, string>) => new Map(Object.entries(values));
const shop = map({ 'service.name': 'shop', 'service.namespace': 'web' });

describe('describeCall', () => {
  const call = (values: Record<string, string>) =>
    describeCall(
      'call',
      map({ 'http.request.method': 'GET', ...values }),
      shop,
    );

  it('takes the peer by its service, then its older name, then its address', () => {
    const all = {
      'service.peer.name': 'payments',
      'service.peer.namespace': 'money',
      'peer.service': 'pay',
      'server.address': 'pay.example',
    };
    expect(call(all).target).toEqual({
      name: 'payments',
      service: 'payments',
      namespace: 'money',
      address: 'pay.example',
    });
    const { 'service.peer.name': _, ...older } = all;
    expect(call(older).target).toMatchObject({
      name: 'pay',
      address: 'pay.example',
    });
    expect(call({ 'server.address': 'pay.example' }).target).toEqual({
      name: 'pay.example',
      address: 'pay.example',
    });
  });

  it.each([
    [{ 'net.peer.name': 'pay.example' }],
    [{ 'http.host': 'pay.example:8443' }],
    [{ 'http.url': 'https://pay.example:8443/v1?x=http://other' }],
    [{ 'url.full': 'https://user:secret@pay.example/v1' }],
  ])('finds the address in %j', values => {
    expect(call(values).target).toEqual({
      name: 'pay.example',
      address: 'pay.example',
    });
  });

  it('knows no target where nothing names one', () => {
    expect(call({}).target).toBeUndefined();
    expect(call({ 'url.full': 'no url' }).target).toBeUndefined();
  });

  it('describes RPC as it is now and as it was before', () => {
    const now = map({
      'rpc.system.name': 'grpc',
      'rpc.method': 'shop.Orders/Place',
    });
    const before = map({
      'rpc.system': 'grpc',
      'rpc.service': 'shop.Orders',
      'rpc.method': 'Place',
    });
    for (const attributes of [now, before]) {
      expect(describeCall('serve', attributes, shop)).toMatchObject({
        protocol: 'grpc',
        operation: 'shop.Orders/Place',
        side: 'callee',
      });
    }
  });

  it.each([
    [
      {
        'db.system.name': 'postgresql',
        'db.operation.name': 'SELECT',
        'db.collection.name': 'orders',
        'db.namespace': 'shop',
      },
      'SELECT shop.orders',
    ],
    [
      {
        'db.system': 'mysql',
        'db.operation': 'UPDATE',
        'db.sql.table': 'orders',
        'db.name': 'shop',
      },
      'UPDATE shop.orders',
    ],
    [{ 'db.system': 'redis', 'db.operation': 'GET' }, 'GET'],
    [
      { 'db.system': 'mongodb', 'db.mongodb.collection': 'carts' },
      'query carts',
    ],
  ])('describes a database call without its query: %j', (values, operation) => {
    const attributes = map({
      ...values,
      'db.statement': "SELECT * FROM users WHERE mail = 'mira@example.com'",
      'db.query.text': "SELECT * FROM users WHERE mail = 'mira@example.com'",
      'server.address': 'db.internal',
    });
    const described = describeCall('call', attributes, shop, 'SELECT mira');
    expect(described).toMatchObject({
      operation,
      target: { name: 'db.internal' },
    });
    expect(JSON.stringify(described)).not.toMatch(/mira/);
    expect(isDatabaseCall(attributes)).toBe(true);
  });

  it.each([
    'messaging.destination.temporary',
    'messaging.destination.anonymous',
    'messaging.temp_destination',
  ])('gives all destinations with %s one name', name => {
    const attributes = map({
      'messaging.system': 'rabbitmq',
      'messaging.destination.name': 'amq.gen-Xa2',
      [name]: 'true',
    });
    expect(describeCall('publish', attributes, shop)).toMatchObject({
      operation: '(temporary) publish',
      protocol: 'rabbitmq',
      source: { name: 'shop', namespace: 'web' },
    });
  });
});
