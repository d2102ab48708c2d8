import { AttributionIndex } from './AttributionIndex';

const map = (values: Record<string, string>) => new Map(Object.entries(values));
const none = map({});

const index = new AttributionIndex([
  {
    ref: 'integration:default/any-call',
    matchers: [
      { conditions: [{ attribute: 'service.name', equals: 'checkout' }] },
    ],
  },
  {
    ref: 'integration:default/payment',
    matchers: [
      {
        conditions: [
          { attribute: 'service.name', equals: 'checkout' },
          {
            attribute: 'server.address',
            in: ['pay-a.example', 'pay-b.example'],
          },
        ],
      },
    ],
  },
  {
    ref: 'integration:default/profiles',
    matchers: [
      { conditions: [{ attribute: 'rpc.method', prefix: 'identity.v2.' }] },
    ],
  },
  {
    ref: 'integration:default/b-topic',
    matchers: [
      {
        conditions: [
          { attribute: 'messaging.destination.name', equals: 'orders' },
        ],
      },
    ],
  },
  {
    ref: 'integration:default/a-topic',
    matchers: [
      {
        conditions: [
          { attribute: 'messaging.destination.name', equals: 'orders' },
        ],
      },
    ],
  },
]);

describe('AttributionIndex', () => {
  it('gives telemetry to the matcher with the most conditions', () => {
    const checkout = map({ 'service.name': 'checkout' });
    expect(
      index.find(map({ 'server.address': 'pay-b.example' }), checkout)?.ref,
    ).toBe('integration:default/payment');
    expect(
      index.find(map({ 'server.address': 'tax.example' }), checkout)?.ref,
    ).toBe('integration:default/any-call');
  });

  it('matches prefixes', () => {
    expect(
      index.find(map({ 'rpc.method': 'identity.v2.Sync/Push' }), none)?.ref,
    ).toBe('integration:default/profiles');
    expect(
      index.find(map({ 'rpc.method': 'identity.v1.Sync/Push' }), none),
    ).toBeUndefined();
  });

  it('gives a tie to the lower reference, and reports it to both', () => {
    const found = index.find(
      map({ 'messaging.destination.name': 'orders' }),
      none,
    );
    expect(found?.ref).toBe('integration:default/a-topic');
    expect(index.tiesOf('integration:default/a-topic')).toEqual([
      'integration:default/b-topic',
    ]);
    expect(index.tiesOf('integration:default/b-topic')).toEqual([
      'integration:default/a-topic',
    ]);
  });

  it.each(['integration:default/profiles', 'Profiles', 'default/PROFILES'])(
    'believes telemetry that names its integration: %s',
    name => {
      const checkout = map({ 'service.name': 'checkout' });
      expect(
        index.find(map({ 'tieline.integration': name }), checkout)?.ref,
      ).toBe('integration:default/profiles');
      expect(index.find(none, map({ 'tieline.integration': name }))?.ref).toBe(
        'integration:default/profiles',
      );
    },
  );

  const versioned = new AttributionIndex([
    {
      ref: 'integration:default/orders',
      owner: 'group:default/fulfilment',
      matchers: [
        {
          conditions: [{ attribute: 'server.address', equals: 'orders' }],
          version: { attribute: 'url.path', pattern: '^/(v\\d+)/' },
        },
        {
          conditions: [
            { attribute: 'messaging.destination.name', prefix: 'orders.' },
          ],
          version: {
            attribute: 'messaging.destination.name',
            pattern: 'v\\d+$',
          },
        },
        {
          conditions: [{ attribute: 'rpc.service', equals: 'Orders' }],
          version: { attribute: 'rpc.service', pattern: '(' },
        },
      ],
    },
  ]);

  it.each([
    [{ 'server.address': 'orders', 'url.path': '/v2/orders' }, 'v2'],
    [{ 'server.address': 'orders', 'url.path': '/health' }, ''],
    [{ 'server.address': 'orders' }, ''],
    [{ 'messaging.destination.name': 'orders.placed.v7' }, 'v7'],
    [{ 'tieline.integration': 'orders', 'url.path': '/v3/orders' }, 'v3'],
    [{ 'rpc.service': 'Orders' }, ''],
  ])(
    'reads the version of the contract as the matcher says: %j',
    (values, version) => {
      expect(versioned.find(map(values as {}), none)).toEqual({
        ref: 'integration:default/orders',
        version,
      });
    },
  );

  it('knows whose an integration is', () => {
    expect(versioned.ownerOf('integration:default/orders')).toBe(
      'group:default/fulfilment',
    );
    expect(versioned.ownerOf('integration:default/other')).toBeUndefined();
  });

  it('falls back to the matchers where the named integration does not exist', () => {
    expect(
      index.find(
        map({ 'tieline.integration': 'unheard-of' }),
        map({ 'service.name': 'checkout' }),
      )?.ref,
    ).toBe('integration:default/any-call');
  });
});
