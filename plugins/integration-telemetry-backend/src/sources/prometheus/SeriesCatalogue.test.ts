import { createIndex } from '../../__testUtils__/createEngines';
import { CallJudge } from '../../attribution/CallJudge';
import { LabelReader } from './LabelReader';
import { SeriesCatalogue } from './SeriesCatalogue';

const labels = {
  service_name: 'checkout',
  span_name: 'POST /payments',
  span_kind: 'SPAN_KIND_CLIENT',
  status_code: 'STATUS_CODE_UNSET',
  server_address: 'pay.example.com',
};

function createCatalogue(maxSeries = 10) {
  let id = 0;
  const catalogue = new SeriesCatalogue({
    maxSeries,
    nextId: () => {
      id -= 1;
      return id;
    },
  });
  const declare = (integrations: Record<string, Record<string, string>>) => {
    const index = createIndex(integrations);
    catalogue.use(
      new LabelReader(Object.keys(labels), index.attributes),
      new CallJudge({ index, defaultEnvironment: 'production' }),
    );
  };
  declare({});
  return { catalogue, declare };
}

describe('SeriesCatalogue', () => {
  it('makes series of an integration of what was a flow, once it is declared', () => {
    const { catalogue, declare } = createCatalogue();
    catalogue.saw(labels, 1_000, 2_000);
    expect(catalogue.flows).toMatchObject([
      { source: { name: 'checkout' }, target: { name: 'pay.example.com' } },
    ]);

    declare({ payments: { 'server.address': 'pay.example.com' } });

    expect(catalogue.flows).toEqual([]);
    expect(catalogue.listSeries('integration:default/payments')).toMatchObject([
      {
        operation: 'POST /payments',
        consumer: 'checkout',
        first_seen_ms: 1_000,
        last_seen_ms: 2_000,
        environment_assumed: true,
      },
    ]);
  });

  it('joins what differs only in how calls ended, and keeps the id', () => {
    const { catalogue, declare } = createCatalogue();
    const declared = { payments: { 'server.address': 'pay.example.com' } };
    declare(declared);
    catalogue.saw(labels, 2_000, 3_000);
    const [before] = catalogue.listSeries('integration:default/payments');
    catalogue.saw(
      { ...labels, status_code: 'STATUS_CODE_ERROR' },
      1_000,
      4_000,
    );
    declare(declared);

    expect(catalogue.listSeries('integration:default/payments')).toEqual([
      { ...before, first_seen_ms: 1_000, last_seen_ms: 4_000 },
    ]);
    expect(catalogue.servicesOf([before.id])).toEqual(['checkout']);
  });

  it('knows services by all that they count, and forgets what is long gone', () => {
    const { catalogue } = createCatalogue();
    catalogue.saw(
      { service_name: 'shop', span_kind: 'SPAN_KIND_INTERNAL' },
      1_000,
      2_000,
    );
    expect(catalogue.services).toEqual([
      {
        name: 'shop',
        namespace: '',
        environment: 'production',
        firstSeenMs: 1_000,
        lastSeenMs: 2_000,
      },
    ]);

    catalogue.forgetBefore(2_001);

    expect(catalogue.services).toEqual([]);
    expect(catalogue.size).toBe(0);
  });

  it('counts what is past its limit instead of growing', () => {
    const { catalogue } = createCatalogue(2);
    ['a', 'b', 'c', 'd'].forEach(name =>
      catalogue.saw({ ...labels, span_name: name }, 1_000, 2_000),
    );

    expect(catalogue.size).toBe(2);
    expect(catalogue.dropped).toBe(2);
  });
});
