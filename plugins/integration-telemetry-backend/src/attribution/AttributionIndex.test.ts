import { AttributionIndex } from './AttributionIndex';

const map = (values: Record<string, string>) => new Map(Object.entries(values));
const none = map({});

const index = new AttributionIndex([
  {
    ref: 'integration:default/any-call',
    matchers: [[{ attribute: 'service.name', equals: 'checkout' }]],
  },
  {
    ref: 'integration:default/payment',
    matchers: [
      [
        { attribute: 'service.name', equals: 'checkout' },
        { attribute: 'server.address', in: ['pay-a.example', 'pay-b.example'] },
      ],
    ],
  },
  {
    ref: 'integration:default/profiles',
    matchers: [[{ attribute: 'rpc.method', prefix: 'identity.v2.' }]],
  },
  {
    ref: 'integration:default/b-topic',
    matchers: [[{ attribute: 'messaging.destination.name', equals: 'orders' }]],
  },
  {
    ref: 'integration:default/a-topic',
    matchers: [[{ attribute: 'messaging.destination.name', equals: 'orders' }]],
  },
]);

describe('AttributionIndex', () => {
  it('gives telemetry to the matcher with the most conditions', () => {
    const checkout = map({ 'service.name': 'checkout' });
    expect(
      index.find(map({ 'server.address': 'pay-b.example' }), checkout),
    ).toBe('integration:default/payment');
    expect(index.find(map({ 'server.address': 'tax.example' }), checkout)).toBe(
      'integration:default/any-call',
    );
  });

  it('matches prefixes', () => {
    expect(
      index.find(map({ 'rpc.method': 'identity.v2.Sync/Push' }), none),
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
    expect(found).toBe('integration:default/a-topic');
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
      expect(index.find(map({ 'tieline.integration': name }), checkout)).toBe(
        'integration:default/profiles',
      );
      expect(index.find(none, map({ 'tieline.integration': name }))).toBe(
        'integration:default/profiles',
      );
    },
  );

  it('falls back to the matchers where the named integration does not exist', () => {
    expect(
      index.find(
        map({ 'tieline.integration': 'unheard-of' }),
        map({ 'service.name': 'checkout' }),
      ),
    ).toBe('integration:default/any-call');
  });
});
