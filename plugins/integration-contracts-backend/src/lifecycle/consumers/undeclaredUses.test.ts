import { DriftItem } from '@tieline/plugin-integrations-common/telemetry';
import { undeclaredUses } from './undeclaredUses';

const flow = (
  destination: string | undefined,
  target: Partial<NonNullable<DriftItem['target']>> = {},
  source = 'somebody',
) =>
  ({
    source: { name: source, entityRef: `component:default/${source}` },
    target: { name: 'shipping.example.com', ...target },
    destination,
    firstSeenAt: '2026-11-01T00:00:00.000Z',
    lastSeenAt: '2026-11-27T00:00:00.000Z',
    callsLastDay: 7,
  }) as DriftItem;

const find = (
  flows: DriftItem[],
  address = 'https://Shipping.example.com:443/v2/parcels',
  version = '1.9.4',
) =>
  undeclaredUses(flows, [{ address }], version, ref => `owner of ${ref}`).map(
    ({ name }) => name,
  );

describe('undeclaredUses', () => {
  it('finds who goes to the version that ends, next to the one that is declared', () => {
    expect(
      find([
        flow('GET /v1/parcels/{id}', {}, 'one'),
        flow('/v1', {}, 'two'),
        flow('GET /v2/parcels', {}, 'newer'),
        flow('GET /v10/parcels', {}, 'ten'),
        flow('GET /v1/parcels', { name: 'other.example.com' }, 'elsewhere'),
        flow(undefined, {}, 'unsaid'),
      ]),
    ).toEqual(['one', 'two']);
  });

  it('takes anybody where no address says its version', () => {
    expect(
      find(
        [flow('POST /quotes'), flow('POST /quotes/7', {}, 'below')],
        'https://shipping.example.com/quotes',
      ),
    ).toEqual(['somebody', 'below']);
    expect(
      find(
        [flow('orders', { name: 'kafka', address: 'kafka.example.com:9093' })],
        'kafka.example.com:9093/orders',
        '2',
      ),
    ).toEqual(['somebody']);
  });

  it('names each once, with its owner', () => {
    const uses = undeclaredUses(
      [flow('GET /v1/a'), flow('GET /v1/b')],
      [{ address: 'https://shipping.example.com/v1' }],
      '1',
      ref => `owner of ${ref}`,
    );
    expect(uses).toEqual([
      {
        key: 'undeclared somebody',
        name: 'somebody',
        entityRef: 'component:default/somebody',
        ownerRef: 'owner of component:default/somebody',
        firstSeenMs: Date.parse('2026-11-01T00:00:00.000Z'),
        lastSeenMs: Date.parse('2026-11-27T00:00:00.000Z'),
        callsPerDay: 7,
      },
    ]);
  });

  it('passes over addresses that are none', () => {
    expect(find([flow('GET /v1/a')], '   ')).toEqual([]);
  });
});
