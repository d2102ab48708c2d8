import { Entity } from '@backstage/catalog-model';
import { CatalogProcessorResult } from '@backstage/plugin-catalog-node';
import { IntegrationEntityProcessor } from './IntegrationEntityProcessor';

const location = { type: 'url', target: 'https://example.com/orders.yaml' };

const entity: Entity = {
  apiVersion: 'tieline.dev/v1alpha1',
  kind: 'Integration',
  metadata: { name: 'orders', namespace: 'shop' },
  spec: {
    type: 'batch-file',
    lifecycle: 'production',
    source: 'web',
    targets: ['erp'],
  },
};

describe('IntegrationEntityProcessor', () => {
  const processor = new IntegrationEntityProcessor();

  async function emitted(given: Entity) {
    const results: CatalogProcessorResult[] = [];
    await processor.postProcessEntity(given, location, result => {
      results.push(result);
    });
    return results;
  }

  it('emits every relation from both ends', async () => {
    const orders = { kind: 'Integration', namespace: 'shop', name: 'orders' };
    const web = { kind: 'system', namespace: 'shop', name: 'web' };
    const erp = { kind: 'system', namespace: 'shop', name: 'erp' };
    expect(await emitted(entity)).toEqual(
      [
        { source: orders, type: 'hasSource', target: web },
        { source: web, type: 'sourceOf', target: orders },
        { source: orders, type: 'hasTarget', target: erp },
        { source: erp, type: 'targetOf', target: orders },
      ].map(relation => ({ type: 'relation', relation })),
    );
  });

  it('leaves other kinds and other versions to others', async () => {
    const others = [
      { ...entity, kind: 'Component' },
      { ...entity, apiVersion: 'elsewhere.dev/v1' },
    ];
    for (const other of others) {
      expect(await processor.validateEntityKind(other)).toBe(false);
      expect(await emitted(other)).toEqual([]);
    }
  });

  it('keeps what others found before', async () => {
    const known = { type: 'other', level: 'info', message: 'known' };
    const result = await processor.postProcessEntity(
      { ...entity, spec: {}, status: { items: [known] } } as Entity,
      location,
      () => {},
    );
    expect(result).toMatchObject({
      status: {
        items: [known, ...Array(4).fill({ level: 'error' })],
      },
    });
  });
});
