import { CallerKeys } from './CallerKeys';

const map = (values: Record<string, string>) => new Map(Object.entries(values));

const rules = {
  apiKeyAttributes: ['gateway.key_id', 'http.request.header.x-api-key-id'],
  accountAttributes: ['tenant.id'],
  accountsInClear: false,
};

const all = {
  'messaging.consumer.group.name': 'billing-export',
  'http.request.header.x-api-key-id': 'ak_live_4711',
  'tenant.id': 'acme',
};

const nameOf = (
  attributes: Record<string, string>,
  given: Partial<ConstructorParameters<typeof CallerKeys>[0]> = {},
  resource: Record<string, string> = {},
) =>
  new CallerKeys({ ...rules, ...given }).nameOf(map(attributes), map(resource));

describe('CallerKeys', () => {
  it('names by consumer group, then API key, then account', () => {
    const { 'messaging.consumer.group.name': _, ...keyed } = all;
    const { 'http.request.header.x-api-key-id': __, ...account } = keyed;
    expect(nameOf(all)).toBe('consumer group billing-export');
    expect(nameOf(keyed)).toMatch(/^API key [0-9a-f]{12}$/);
    expect(nameOf(account)).toMatch(/^account [0-9a-f]{12}$/);
    expect(nameOf({})).toBeUndefined();
    expect(
      nameOf({ 'messaging.kafka.consumer.group': 'nightly' }, {}, all),
    ).toBe('consumer group billing-export');
    expect(nameOf({ 'messaging.kafka.consumer.group': 'nightly' })).toBe(
      'consumer group nightly',
    );
  });

  it('needs nothing to be configured for consumer groups, and reads nothing else then', () => {
    expect(new CallerKeys().nameOf(map(all), map({}))).toBe(
      'consumer group billing-export',
    );
    expect(
      new CallerKeys().nameOf(map({ 'tenant.id': 'acme' }), map({})),
    ).toBeUndefined();
  });

  it('keeps of a key what the installation alone can make of it', () => {
    const key = { 'gateway.key_id': 'ak_live_4711' };
    // printf %s ak_live_4711 | sha256sum
    expect(nameOf(key)).toBe('API key 920b07754e2c');
    // printf %s ak_live_4711 | openssl dgst -sha256 -hmac pepper
    expect(nameOf(key, { secret: 'pepper' })).toBe('API key 481025ea2b2e');
    expect(nameOf({ 'tenant.id': 'acme' }, { accountsInClear: true })).toBe(
      'account acme',
    );
  });

  it.each([
    ['console-consumer-48213', 'console-consumer-{id}'],
    ['anonymous.3f2504e0-4f89-41d3-9a0c-0305e82c3301', 'anonymous.{id}'],
    ['orders-v2', 'orders-v2'],
    ['jo@example.com', '{id}.com'],
  ])('cuts identifiers out of the consumer group %s', (group, kept) => {
    expect(nameOf({ 'messaging.consumer.group.name': group })).toBe(
      `consumer group ${kept}`,
    );
  });
});
