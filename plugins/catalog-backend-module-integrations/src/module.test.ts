import {
  createMockDirectory,
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import catalogBackend from '@backstage/plugin-catalog-backend';
import request from 'supertest';
import catalogModuleIntegrations from './index';

const integrations = `
apiVersion: tieline.dev/v1alpha1
kind: Integration
metadata: { name: neat }
spec:
  type: event-driven
  lifecycle: production
  owner: orders-team
  system: shop
  source: component:web/checkout
  targets: [erp, 'system:partners/haulier']
  via: [broker]
---
apiVersion: tieline.dev/v1alpha1
kind: Integration
metadata: { name: careless, namespace: sales }
spec:
  type: carrier-pigeon
  lifecycle: production
  owner: orders-team
  source: ':::'
  targets: [crm]
  reliability: { timeout: soon }
  endpoints:
    - { name: 5, protocol: https, address: api.example, role: call }
---
apiVersion: tieline.dev/v1alpha1
kind: Integration
metadata: { name: hollow }
spec: nothing
`;

describe('catalog module integrations', () => {
  const files = createMockDirectory({
    content: { 'integrations.yaml': integrations },
  });
  let backend: TestBackend;

  async function read(path: string): Promise<Entity | undefined> {
    const { status, body } = await request(backend.server).get(
      `/api/catalog/entities/by-name/integration/${path}`,
    );
    return status === 200 ? body : undefined;
  }

  /** The catalog processes in the background and offers no event to wait for. */
  async function processed(path: string): Promise<Entity> {
    for (;;) {
      const entity = await read(path);
      if (entity) {
        return entity;
      }
      await new Promise(resolve => setImmediate(resolve));
    }
  }

  const related = (entity: Entity) =>
    (entity.relations ?? []).map(
      ({ type, targetRef }) => `${type} ${targetRef}`,
    );

  beforeAll(async () => {
    backend = await startTestBackend({
      features: [
        catalogBackend,
        catalogModuleIntegrations,
        mockServices.rootConfig.factory({
          data: {
            backend: { baseUrl: 'http://localhost:0' },
            catalog: {
              processingInterval: { minutes: 30 },
              rules: [{ allow: ['Integration'] }],
              locations: [
                {
                  type: 'file',
                  target: files.resolve('integrations.yaml'),
                },
              ],
            },
          },
        }),
      ],
    });
  }, 60_000);

  afterAll(() => backend?.stop());

  it('relates an integration to what it names, by its kinds and namespace, whether or not that exists', async () => {
    const entity = await processed('default/neat');
    expect(related(entity)).toEqual([
      'goesVia resource:default/broker',
      'hasSource component:web/checkout',
      'hasTarget system:default/erp',
      'hasTarget system:partners/haulier',
      'ownedBy group:default/orders-team',
      'partOf system:default/shop',
    ]);
    expect(entity).not.toHaveProperty('status');
  }, 60_000);

  it('keeps an entity with mistakes and says on it where they are', async () => {
    const entity = await processed('sales/careless');
    expect(related(entity)).toEqual([
      'hasTarget system:sales/crm',
      'ownedBy group:sales/orders-team',
    ]);
    const messages = [
      expect.stringMatching(/^spec\.type must be one of .*"carrier-pigeon"$/),
      expect.stringMatching(
        /^spec\.source must be an entity reference .*":::"/,
      ),
      expect.stringMatching(/^spec\.reliability\.timeout must be a duration/),
      'spec.endpoints[0].name must be text, not 5',
    ];
    expect(entity).toMatchObject({
      spec: { type: 'carrier-pigeon' },
      status: {
        items: expect.arrayContaining(
          messages.map(message => ({
            type: 'backstage.io/catalog-processing',
            level: 'error',
            message,
            error: { name: 'InputError', message },
          })),
        ),
      },
    });
  }, 60_000);

  it('refuses only what has no spec to read', async () => {
    await processed('default/neat');
    await processed('sales/careless');
    expect(await read('default/hollow')).toBeUndefined();
  }, 60_000);
});
